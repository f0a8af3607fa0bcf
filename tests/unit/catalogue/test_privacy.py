from sqlalchemy.orm import Session

from greenmatch.catalogue.privacy import erase_authorship
from greenmatch.core.files import MemoryStore, store_document
from greenmatch.core.privacy import export_person
from tests.factories.accounts import make_user
from tests.factories.catalogue import make_draft, make_published
from tests.factories.files import PDF
from tests.factories.organisations import make_organisation


def test_what_a_person_wrote_is_in_their_export(session: Session) -> None:
    author, organisation = make_user(session), make_organisation(session)
    listing = make_draft(session, author=author, organisation=organisation)
    make_published(session)  # noise

    found = export_person(session, author.id)["listings"]

    assert [(row["listing"], row["version"], row["state"]) for row in found] == [
        (listing.public_id, 1, "draft")
    ]
    assert found[0]["content"]["texts"]["en"]["title"] == "Membrane for brackish water"


def test_their_name_goes_and_the_listing_stays(session: Session) -> None:
    author, organisation = make_user(session), make_organisation(session)
    listing = make_draft(session, author=author, organisation=organisation)
    file = store_document(
        session, MemoryStore(), data=PDF, filename="a.pdf", max_bytes=999, created_by=author.id
    )

    erase_authorship(session, author.id)

    session.expire_all()
    assert listing.versions[0].author_id is None
    assert file.created_by is None
