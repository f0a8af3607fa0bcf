"""Listings as the matcher sees them, few and small."""

from typing import Any

import hypothesis.strategies as st

from greenmatch.matching.document import Kind, MatchDocument, TextFields
from greenmatch.matching.features import count_listing
from greenmatch.matching.policy import SHIPPED_POLICY
from greenmatch.matching.scoring import Collection, collect
from greenmatch.matching.snapshot import Snapshot, make_snapshot
from greenmatch.taxonomy import sectors

WORDS = (
    "heat",
    "pump",
    "waste",
    "recovery",
    "solar",
    "battery",
    "membrane",
    "hydrogen",
    "electrolysis",
    "sludge",
    "dryer",
    "irrigation",
    "drought",
    "热泵",
    "余热",
    "光伏",
    "污泥",
    "膜",
    "制氢",
    "the",
    "of",
    "water",
    "steel",
    "40",
    "°C",
)
SECTORS = tuple(sector.code for sector in sectors(2))[:6]


def technology(listing_id: int, title: str = "", body: str = "", **fields: Any) -> MatchDocument:
    """A technology with an English text."""
    return _document(listing_id, "technology", title, body, fields)


def need(listing_id: int, title: str = "", body: str = "", **fields: Any) -> MatchDocument:
    """A need with an English text."""
    return _document(listing_id, "need", title, body, fields)


def snapshot_of(*technologies: MatchDocument, number: int = 1) -> Snapshot:
    """Statistics of these technologies under the shipped policy."""
    return make_snapshot(number, [count_listing(each) for each in technologies], SHIPPED_POLICY)


def collection(kind: Kind, documents: list[MatchDocument], snapshot: Snapshot) -> Collection:
    """These listings weighed under the shipped policy."""
    return collect(kind, documents, snapshot, SHIPPED_POLICY)


def documents(kind: Kind, listing_ids: st.SearchStrategy[int]) -> st.SearchStrategy[MatchDocument]:
    """Any listing of a kind, from few words and values so that listings have much in common."""
    text = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
    block = st.builds(TextFields, text, text, text, st.lists(text, max_size=2).map(tuple))
    codes = st.lists(st.sampled_from(SECTORS), max_size=2, unique=True).map(tuple)
    return st.builds(
        MatchDocument,
        listing_ids,
        st.just(kind),
        organisation_id=st.none() | st.integers(1, 3),
        texts=st.dictionaries(st.sampled_from(["en", "zh"]), block, max_size=2),
        sectors=codes,
        suggested_sectors=codes,
        sdgs=st.lists(st.integers(1, 17), max_size=2, unique=True).map(tuple),
        climate_objective=st.sampled_from(["", "mitigation", "both"]),
        countries=st.lists(st.sampled_from(["CN", "DE"]), max_size=2, unique=True).map(tuple),
        origins=st.lists(st.sampled_from(["CN", "DE"]), max_size=1).map(tuple),
        excluded_countries=st.lists(st.sampled_from(["CN", "DE"]), max_size=1).map(tuple),
        cooperation=st.lists(st.sampled_from(["licence", "sale"]), max_size=2, unique=True).map(
            tuple
        ),
        trl=st.none() | st.integers(1, 9),
        open_for_enquiries=st.booleans(),
    )


def _document(
    listing_id: int, kind: Kind, title: str, body: str, fields: dict[str, Any]
) -> MatchDocument:
    texts = fields.pop("texts", {"en": TextFields(title=title, body=body)})
    return MatchDocument(listing_id, kind, texts=texts, **fields)
