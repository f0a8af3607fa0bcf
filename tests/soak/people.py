"""What a provider and a moderator do, step by step over HTTP."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.soak.visiting import Answer, Unanswered, Visitor, persist

_LISTING = re.compile(r"/listings/([a-z2-7]{10})")
_WAITING = re.compile(r'href="(/en/moderation/([a-z2-7]{10})/\d+)[^"]*"')
WHOLE_EVERY = 10

# What the steps of the form ask for; a step takes what it has fields for.
FILLED = {
    "summary": "Takes salt out of well water with little power.",
    "problem": "Wells near the coast turn salty.",
    "how_it_works": "Pressure drives the water through a membrane.",
    "novelty": "It needs half of the usual pressure.",
    "sectors": "water/drinking-water",
    "climate_objective": "adaptation",
    "trl": "7",
    "role": "owner",
    "ip_situation": "know-how",
    "cooperation": "license",
}


@dataclass
class Provider:
    """Writes listings and submits them; `submitted` are those whose submission was confirmed."""

    visitor: Visitor
    submitted: dict[str, str] = field(default_factory=dict)
    start: str = "/en/technologies/new"
    filled: Mapping[str, str] = field(default_factory=lambda: FILLED)
    whole_every: int = WHOLE_EVERY
    _whole: str = ""

    def submit_one(self, word: str) -> str:
        """A new listing with this word in its title, handed in; gives its public id.

        Some are written step by step, those between begin as a copy of the last such one.
        """
        if len(self.submitted) % self.whole_every == 0:
            public_id = self._whole = persist(lambda: self._write(f"Well filter {word}"))
        else:
            public_id = persist(self._copy)
            persist(lambda: self._rename(public_id, f"Well filter {word}"))
        persist(lambda: self.hand_in(public_id))
        self.submitted[public_id] = word
        return public_id

    def _write(self, title: str) -> str:
        first = {"title": title, "summary": self.filled["summary"]}
        page = self.visitor.submit(self.visitor.get(self.start), first)
        public_id = _id_in(page)
        while not page.path.endswith("/submit"):
            assert page.status == 200, f"{page.status} at {page.path}"
            (form,) = [each for each in self.visitor.forms(page) if "seen" in each.values]
            wanted = {} if page.path.endswith("/translation") else self.filled
            known = {name: value for name, value in wanted.items() if name in form.names}
            before, page = page.path, self.visitor.send(page, form, known)
            assert page.path != before, f"the step at {before} was not taken"
        return public_id

    def _copy(self) -> str:
        page = self.visitor.get(f"/en/listings/{self._whole}")
        (form,) = [each for each in self.visitor.forms(page) if each.action.endswith("/copy")]
        return _id_in(self.visitor.send(page, form, {}))

    def _rename(self, public_id: str, title: str) -> None:
        self.edit(public_id, "basics", {"title": title})

    def edit(self, public_id: str, step: str, values: Mapping[str, str]) -> None:
        """Changes what a step asks for, in the draft."""
        page = self.visitor.get(f"/en/listings/{public_id}/edit/{step}")
        saved = self.visitor.submit(page, {**values, "seen": _seen(page)})
        assert saved.status == 200, saved.status

    def withdraw(self, public_id: str) -> None:
        """Takes a listing off the site."""
        page = self.visitor.get(f"/en/listings/{public_id}/withdraw")
        (form,) = [each for each in self.visitor.forms(page) if each.action.endswith("/withdraw")]
        assert self.visitor.send(page, form, {}).status == 200

    def hand_in(self, public_id: str) -> None:
        """Submits a draft to the moderators."""
        page = self.visitor.get(f"/en/listings/{public_id}/submit")
        forms = [form for form in self.visitor.forms(page) if "seen" in form.values]
        if not forms:
            return  # handed in by an attempt whose answer was lost; the page just said so
        ticked = {"disclosure": "y"} if "disclosure" in forms[0].names else {}
        done = self.visitor.send(page, forms[0], ticked)
        assert done.status == 200, done.status
        assert done.path.endswith(f"/listings/{public_id}"), done.path


@dataclass
class Moderator:
    """Approves what waits; `approved` are those whose approval was confirmed."""

    visitor: Visitor
    approved: list[str] = field(default_factory=list)

    def approve_next(self) -> str | None:
        """The listing that was approved; None where nothing waits or no answer came."""
        try:
            waiting = self.queue()
            return self.approve(*waiting[0]) if waiting else None
        except Unanswered:
            return None

    def queue(self) -> list[tuple[str, str]]:
        """The first page of what waits: addresses and public ids, oldest first."""
        found = _WAITING.findall(self.visitor.get("/en/moderation").text)
        return list(dict.fromkeys(found))

    def whole_queue(self) -> set[str]:
        """The public ids of all that waits."""
        found: set[str] = set()
        number = 1
        while True:
            page = self.visitor.get(f"/en/moderation?page={number}").text
            here = {public_id for _path, public_id in _WAITING.findall(page)}
            if here <= found:
                return found
            found |= here
            number += 1

    def approve(self, path: str, public_id: str) -> str | None:
        """The listing, if the answer says that it was approved."""
        page = self.visitor.get(path)
        forms = [form for form in self.visitor.forms(page) if "seen" in form.values]
        if not forms:
            return None  # decided by an attempt whose answer was lost
        done = self.visitor.send(page, forms[0], {"decision": "approved"})
        if done.status != 200:
            return None
        self.approved.append(public_id)
        return public_id


def finds(visitor: Visitor, public_id: str, word: str) -> bool:
    """Whether a search for the word shows the listing."""
    page = visitor.get(f"/en/search?q={word}&kind=technology")
    return page.status == 200 and f"/listings/{public_id}" in page.text


def _id_in(page: Answer) -> str:
    found = _LISTING.search(page.path)
    assert found, f"{page.status} at {page.path}"
    return found[1]


def _seen(page: Answer) -> str:
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', page.text)
    assert found, f"no form at {page.path}"
    return found[1]
