"""What somebody who means harm, or pastes without looking, puts into a field."""

from urllib.parse import quote_plus

SCRIPT = "<script>alert(1)</script><svg onload=alert(1)>"
BREAKER = '"><img src=x onerror=alert(1)>'
TEMPLATE = "gm{{7*7}}gm"
# What must not stand in a page as it is; escaped, all of it is harmless.
NEVER_RAW = ("<script>alert", "<img src=x onerror", "gm49gm", "<svg onload", 'href="javascript:')
INJECTED_HEADER = "X-Injected"

VALUES: dict[str, list[str]] = {
    "empty": [""],
    "blanks": [" \t\n "],
    "very long": ["x" * 10_000],
    "one long word in Chinese": ["水" * 10_000],
    "script": [SCRIPT],
    "out of an attribute": [BREAKER],
    "out of a single-quoted attribute": ["' onfocus='alert(1)' autofocus='"],
    "SQL": ["%_%' OR '1'='1'; DROP TABLE listing; --"],
    "template": [TEMPLATE],
    "format": ["%s%n%(password)s{0.__class__}"],
    "NUL": ["a\x00b"],
    "control characters": ["a\x01\x08\x0b\x1b[31m\x7f\x85b"],
    "right-to-left override": ["\u202egpj.exe\u202c"],
    "zero width": ["\u200b\u200d\ufeff"],
    "emoji": ["👩🏽\u200d🚀🏳️\u200d🌈"],
    "half a character": ["\ud83d"],
    "combining marks": ["Z" + "\u0301" * 500],
    "huge number": ["9" * 400],
    "negative": ["-1"],
    "too big for a float": ["1e309"],
    "not a number": ["NaN"],
    "no date": ["2026-02-30"],
    "path": ["../../../../etc/passwd"],
    "script as address": ["javascript:alert(1)"],
    "broken address": ["http://[bad"],
    "header": [f"a\r\n{INJECTED_HEADER}: 1\r\n\r\n{SCRIPT}"],
    "JSON": ['{"$ne": null, "__proto__": []}'],
    "several": ["1", "1", SCRIPT, ""],
    "unknown choice": ["no-such-choice"],
    "digits of elsewhere": ["٣"],
    "full width": ["＜ｓｃｒｉｐｔ＞"],
}

# What a kind of database may store, or refuse to store, in its own way.
STORED_DIFFERENTLY = {
    "blanks",
    "one long word in Chinese",
    "SQL",
    "NUL",
    "control characters",
    "emoji",
    "half a character",
    "huge number",
    "too big for a float",
}
OF_A_CHOICE = {"NUL", "half a character", "huge number"}
# After these the next page is looked at: they would act there, or break it.
SHOWN = {
    "script",
    "out of an attribute",
    "template",
    "format",
    "NUL",
    "half a character",
    "script as address",
}


# These are kept letter for letter where they are taken at all.
KEPT = {"script", "out of an attribute", "template", "format"}


def encoded(data: dict[str, list[str]]) -> bytes:
    """A form's body; half a character is sent as the bytes that it would have, were it whole."""
    pairs = ((name, value) for name, values in data.items() for value in values)
    return "&".join(
        f"{quote_plus(name)}={quote_plus(value.encode('utf-8', 'surrogatepass'))}"
        for name, value in pairs
    ).encode()
