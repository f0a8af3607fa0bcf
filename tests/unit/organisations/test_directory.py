import pytest
from sqlalchemy.orm import Session

from greenmatch.organisations.models import Organisation, OrganisationState
from greenmatch.organisations.queries import (
    DirectoryFilter,
    count_countries,
    count_types,
    directory,
)
from tests.factories.organisations import make_organisation


@pytest.fixture(autouse=True)
def organisations(session: Session) -> None:
    make_organisation(session, name="Zürich Solar", country="CH", type="startup")
    make_organisation(session, name="alpine Wärme", country="CH", type="company-sme")
    make_organisation(session, name="Lake Institute", name_zh="湖泊研究所", country="CN", type="")
    make_organisation(session, name="Hidden Works", state=OrganisationState.SUSPENDED)
    make_organisation(session, name="Closed Works", state=OrganisationState.CLOSED)


def names(session: Session, **wanted: str) -> list[str]:
    return [each.name for each in session.scalars(directory(DirectoryFilter(**wanted)))]


def test_it_shows_what_is_active_by_name_whatever_its_case(session: Session) -> None:
    assert names(session) == ["alpine Wärme", "Lake Institute", "Zürich Solar"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zurich", ["Zürich Solar"]),
        ("SOLAR zürich", ["Zürich Solar"]),
        ("湖泊", ["Lake Institute"]),
        ("works", []),
        ("%", []),
        ("_", []),
        ("'", []),
    ],
)
def test_words_find_names_in_any_spelling(session: Session, text: str, found: list[str]) -> None:
    assert names(session, text=text) == found


def test_type_and_country_narrow_together(session: Session) -> None:
    assert names(session, country="CH", type="startup") == ["Zürich Solar"]
    assert names(session, country="CN", type="startup") == []


def test_counts_leave_their_own_filter_out(session: Session) -> None:
    wanted = DirectoryFilter(type="startup", country="CH")

    assert count_types(session, wanted) == {"startup": 1, "company-sme": 1}
    assert count_countries(session, wanted) == {"CH": 1}


def test_a_new_name_is_found_at_once(session: Session) -> None:
    organisation = make_organisation(session, name="Old Name")

    organisation.name = "Neu Ä"
    organisation.name_zh = "新名"
    session.flush()

    assert names(session, text="neu a") == ["Neu Ä"]
    assert names(session, text="新名") == ["Neu Ä"]
    assert names(session, text="old") == []


@pytest.mark.parametrize(
    ("name", "name_zh", "language", "shown"),
    [
        ("Lake", "湖", "zh", "湖"),
        ("Lake", "湖", "en", "Lake"),
        ("Lake", "", "zh", "Lake"),
    ],
)
def test_readers_see_the_name_of_their_language(
    name: str, name_zh: str, language: str, shown: str
) -> None:
    assert Organisation(name=name, name_zh=name_zh).shown_name(language) == shown
