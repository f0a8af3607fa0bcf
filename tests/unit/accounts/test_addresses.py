import pytest

from greenmatch.accounts.addresses import normal_address


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Ada@Example.ORG ", "ada@example.org"),
        ("o'neil+green@example.co.uk", "o'neil+green@example.co.uk"),
        ("李@例子.中国", "李@例子.中国"),
    ],
)
def test_an_address_has_one_spelling(typed: str, stored: str) -> None:
    assert normal_address(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "ada@",
        "@example.org",
        "a b@example.org",
        "ada@localhost",
        "ada@example.org\nBcc: eve@example.org",
        "<script>alert(1)</script>@example.org",
        "x" * 250 + "@example.org",
        "ada@exa\u200bmple.org",
        "ada@" + "a" * 64 + ".org",
    ],
)
def test_what_cannot_be_an_address_is_none(typed: str) -> None:
    assert normal_address(typed) is None
