import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import (
    Attachment,
    Claim,
    IpRight,
    Requirement,
    SectorTag,
    TextBlock,
)
from greenmatch.catalogue.queries import public_listings
from greenmatch.catalogue.states import ListingState
from greenmatch.search.documents import SearchDocument, facet_values
from greenmatch.search.source import DatabaseSource, document
from tests.factories.catalogue import make_in_state, make_published, need, technology
from tests.factories.organisations import make_organisation


def document_of(session: Session, content: object, **organisation: object) -> SearchDocument:
    house = make_organisation(session, **organisation)  # type: ignore[arg-type]
    listing = make_published(session, content=content, organisation=house)
    return document(public_listings(session, [listing.id])[listing.id])


class TestDocument:
    def test_all_languages_of_a_listing_are_found(self, session: Session) -> None:
        content = technology(
            texts={
                "en": TextBlock(
                    title="Membrane", summary="Filters.", description="All.", keywords=("salt",)
                ),
                "zh": TextBlock(title="膜", problem="井水变咸", keywords=("盐", "水")),
            },
            claims=(Claim(metric="Power use", baseline="reverse osmosis"),),
        )

        found = document_of(session, content, name="Solar Works", name_zh="太阳公司")

        assert found.titles == ("Membrane", "膜")
        assert found.keywords == ("salt", "盐", "水")
        assert found.organisation_name == "Solar Works 太阳公司"
        body = "\n".join(found.bodies)
        assert "井水变咸" in body
        assert "Power use" in body
        assert "reverse osmosis" in body

    def test_requirements_of_a_need_are_found(self, session: Session) -> None:
        found = document_of(session, need(requirements=(Requirement("No chlorine"),)))

        assert "No chlorine" in "\n".join(found.bodies)

    def test_a_sector_brings_its_group(self, session: Session) -> None:
        tags = (SectorTag("energy/solar-pv"), SectorTag("energy/wind", suggested=True))

        found = document_of(session, technology(sectors=tags))

        assert set(found.sectors) == {"energy", "energy/solar-pv", "energy/wind"}

    def test_places_are_those_of_the_technology_else_of_its_organisation(
        self, session: Session
    ) -> None:
        used = technology(developed_in=("CN",), deployed_in=("KE", "CN"))

        assert document_of(session, used, country="DE").countries == ("CN", "KE")
        assert document_of(session, technology(), country="DE").countries == ("DE",)
        assert document_of(session, technology(), country="").countries == ()

    def test_a_need_s_place_is_its_site(self, session: Session) -> None:
        assert document_of(session, need(country="FJ"), country="DE").countries == ("FJ",)

    def test_patent_numbers_are_found_in_any_spelling(self, session: Session) -> None:
        rights = (
            IpRight(kind="patent", number="WO 2012/088469 A1"),
            IpRight(kind="patent", number="wo2012088469"),
            IpRight(kind="trade-mark", number="a name"),
        )

        assert document_of(session, technology(ip_rights=rights)).patents == ("WO2012088469",)

    def test_what_is_not_known_is_counted_as_unknown(self, session: Session) -> None:
        values = facet_values(document_of(session, need(), type=""))

        assert values["trl"] == values["ip"] == values["organisation_type"] == ("unknown",)
        assert values["cooperation"] == ()

    def test_completeness_is_a_share(self, session: Session) -> None:
        assert 0 < document_of(session, technology()).completeness <= 1


class TestAnonymousNeed:
    def test_nothing_in_its_document_names_the_organisation(self, session: Session) -> None:
        found = document_of(
            session,
            need(
                anonymous=True,
                link="https://harbour.example",
                attachments=(Attachment("aaaaaaaaaa", title="Harbour plan.pdf"),),
            ),
            name="Hidden Harbour",
            name_zh="隐港公司",
            type="municipality",
        )

        assert found.organisation is None
        assert found.organisation_name == ""
        assert found.organisation_type == "municipality"
        assert "arbour" not in repr(found)
        assert "隐港" not in repr(found)


class TestDatabaseSource:
    @pytest.fixture
    def source(self, session: Session, engine: Engine) -> DatabaseSource:
        return DatabaseSource(lambda: Session(engine))

    def test_only_public_listings_have_documents(
        self, session: Session, source: DatabaseSource
    ) -> None:
        ids = {state: make_in_state(session, state).id for state in ListingState}
        session.commit()

        assert list(source.all_ids()) == [ids[ListingState.PUBLISHED]]
        found = list(source.documents(list(ids.values())))
        assert [each.listing_id for each in found] == [ids[ListingState.PUBLISHED]]

    def test_many_are_read_in_batches(
        self, session: Session, source: DatabaseSource, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("greenmatch.search.source.BATCH", 2)
        ids = [make_published(session).id for _ in range(5)]
        session.commit()

        assert sorted(each.listing_id for each in source.documents(ids)) == ids
