"""Images and documents of listings: uploaded, described, removed, and who may see them."""

import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.content import Attachment, Claim, Content, Technology
from greenmatch.catalogue.models import Listing
from greenmatch.catalogue.queries.drafts import draft_of
from greenmatch.catalogue.services import (
    approve_version,
    reject_version,
    save_draft,
    submit_version,
    withdraw_listing,
)
from greenmatch.core.files import StoredFile, current_store, store_document
from greenmatch.organisations.models import Organisation, OrganisationState
from tests.factories.accounts import sign_in
from tests.factories.catalogue import make_draft, need, page_of, technology
from tests.factories.files import PDF, cheap_huge_png, docx, picture, zip_bomb
from tests.factories.organisations import make_provider
from tests.fixtures.web import Client

Owned = tuple[User, Organisation]
Upload = tuple[io.BytesIO, str]


@pytest.fixture
def owned(client: Client, session: Session) -> Owned:
    """An organisation whose owner is signed in."""
    owner, organisation = make_provider(session, name="Hidden Harbour")
    sign_in(client, session, owner)
    return owner, organisation


@pytest.fixture
def draft(session: Session, owned: Owned) -> Listing:
    return make_draft(session, author=owned[0], organisation=owned[1])


def upload(data: bytes, name: str) -> Upload:
    return io.BytesIO(data), name


def step(listing: Listing, name: str = "files") -> str:
    return f"{page_of(listing)}/edit/{name}"


def content_of(session: Session, listing: Listing) -> Content:
    return draft_of(session, listing).content


def publish(session: Session, listing: Listing) -> None:
    version = submit_version(session, listing=listing, actor_id=None)
    approve_version(session, version=version, seen=version.edits)


def stranger(client: Client) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return client.application.test_client()


class TestUploading:
    def test_images_and_documents_stand_in_the_draft(
        self, client: Client, session: Session, draft: Listing
    ) -> None:
        page = client.submit(
            step(draft),
            {
                "images": [upload(picture(), "Plant.png"), upload(picture("JPEG"), "b.jpg")],
                "documents": upload(PDF, "Data sheet.pdf"),
            },
        )

        assert page.request.path == step(draft)
        found = content_of(session, draft).attachments
        assert [(item.kind, item.title) for item in found] == [
            ("image", "Plant.webp"),
            ("image", "b.webp"),
            ("document", "Data sheet.pdf"),
        ]
        assert "Plant.webp" in page.text
        owners = set(session.scalars(select(StoredFile.organisation_id)))
        assert owners == {draft.organisation_id}

    def test_a_refused_one_is_named_and_the_others_are_kept(
        self, client: Client, session: Session, draft: Listing
    ) -> None:
        page = client.submit(
            step(draft),
            {
                "images": [upload(picture(), "good.png"), upload(PDF, "bad <b>.png")],
                "documents": [upload(docx(), "good.docx"), upload(b"", "empty.pdf")],
            },
        )

        assert page.status_code == 422
        assert "bad &lt;b&gt;.png" in page.text
        assert "empty.pdf" in page.text
        assert len(content_of(session, draft).attachments) == 2
        assert "good.webp" in page.text

    @pytest.mark.parametrize(
        ("field", "data", "name"),
        [
            ("images", b"<script>alert(1)</script>", "x.png"),
            ("images", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.svg"),
            ("images", cheap_huge_png(10_000, 10_000), "large.png"),
            ("images", b"", "none.png"),
            ("documents", picture(), "x.pdf"),
            ("documents", b"MZ\x90\x00", "setup.exe"),
            ("documents", b"<html><script>alert(1)</script>", "page.html"),
            ("documents", zip_bomb(60), "bomb.docx"),
            ("documents", b"", "none.pdf"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_a_bad_one_is_refused_at_its_field(
        self,
        client: Client,
        session: Session,
        draft: Listing,
        field: str,
        data: bytes,
        name: str,
    ) -> None:
        page = client.submit(step(draft), {field: upload(data, name)})

        assert page.status_code == 422
        assert f'href="#{field}"' in page.text
        assert name in page.text
        assert content_of(session, draft).attachments == ()

    def test_a_path_in_the_name_leads_nowhere(
        self, client: Client, session: Session, draft: Listing
    ) -> None:
        client.submit(step(draft), {"documents": upload(PDF, "../../etc/passwd.pdf")})

        assert content_of(session, draft).attachments[0].title == "passwd.pdf"

    def test_there_is_an_end_to_it(self, client: Client, session: Session, draft: Listing) -> None:
        files = [upload(b"some text", f"note{n}.txt") for n in range(25)]

        page = client.submit(step(draft), {"documents": files})

        assert page.status_code == 422
        assert "as many files as it may have" in page.text
        assert 0 < len(content_of(session, draft).attachments) < 25

    def test_without_files_the_step_goes_on(self, client: Client, draft: Listing) -> None:
        page = client.submit(step(draft), {"seen": "1"})

        assert page.request.path == step(draft, "translation")

    def test_while_a_moderator_reads_no_file_is_kept(
        self, client: Client, session: Session, draft: Listing
    ) -> None:
        submit_version(session, listing=draft, actor_id=None)

        page = client.submit(step(draft), {"documents": upload(PDF, "late.pdf")})

        assert page.status_code == 409
        assert session.scalars(select(StoredFile)).all() == []


class TestDescribing:
    @pytest.fixture
    def described(self, client: Client, session: Session, draft: Listing) -> Listing:
        client.submit(
            step(draft),
            {"images": upload(picture(), "a.png"), "documents": upload(PDF, "b.pdf")},
        )
        return draft

    def test_titles_and_what_a_picture_shows(
        self, client: Client, session: Session, described: Listing
    ) -> None:
        client.submit(
            step(described),
            {"attachments-0-title": "Plant", "attachments-0-alt": "A plant by the sea"},
        )

        image, document = content_of(session, described).attachments
        assert (image.title, image.alt) == ("Plant", "A plant by the sea")
        assert document.title == "b.pdf"
        assert 'alt="A plant by the sea"' in client.get(page_of(described)).text

    def test_one_is_removed(self, client: Client, session: Session, described: Listing) -> None:
        page = client.submit(step(described), button=("remove", "attachments-0"))
        assert len(content_of(session, described).attachments) == 2

        client.fill_in(page, {"seen": str(draft_of(session, described).seen)})
        assert [item.title for item in content_of(session, described).attachments] == ["b.pdf"]

    def test_one_that_came_in_another_window_stays(
        self, client: Client, session: Session, described: Listing
    ) -> None:
        opened = client.get(step(described))
        client.submit(step(described), {"documents": (io.BytesIO(b"a,b\n1,2\n"), "table.csv")})

        page = client.fill_in(opened, {"attachments-0-title": "Plant"})
        assert page.status_code == 409
        client.fill_in(page, {"attachments-0-title": "Plant"})

        titles = [item.title for item in content_of(session, described).attachments]
        assert titles == ["Plant", "b.pdf", "table.csv"]

    def test_a_benefit_loses_a_document_that_is_removed(
        self, client: Client, session: Session, described: Listing
    ) -> None:
        client.submit(
            step(described, "benefits"),
            {"claims-0-document": content_of(session, described).attachments[1].file},
        )
        page = client.submit(step(described), button=("remove", "attachments-1"))
        client.fill_in(page, {"seen": str(draft_of(session, described).seen)})

        content = content_of(session, described)
        assert isinstance(content, Technology)
        assert content.claims[0].document is None

    def test_others_files_cannot_be_named(
        self, client: Client, session: Session, described: Listing
    ) -> None:
        with client.application.app_context():
            other = store_document(
                session, current_store(), data=PDF, filename="secret.pdf", max_bytes=9999
            ).public_id

        page = client.submit(step(described), {"attachments-0-file": other})

        assert page.status_code == 422
        assert other not in {item.file for item in content_of(session, described).attachments}


class TestSeeing:
    def with_files(self, session: Session, organisation: Organisation, **values: object) -> Listing:
        document = store_document(
            session,
            current_store(),
            data=PDF,
            filename="Hidden Harbour plan.pdf",
            max_bytes=9999,
            organisation_id=organisation.id,
        ).public_id
        attachments = (Attachment(document, "document", "Hidden Harbour plan.pdf"),)
        content: Content = (
            need(attachments=attachments, anonymous=True)
            if values.get("anonymous")
            else technology(attachments=attachments, claims=(Claim("x", document=document),))
        )
        return make_draft(session, content=content, organisation=organisation)

    def address(self, session: Session, listing: Listing) -> str:
        return f"/en/files/{content_of(session, listing).attachments[0].file}"

    def test_a_draft_s_file_is_its_organisation_s(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = self.with_files(session, owned[1])
        address = self.address(session, listing)

        assert client.get(address).data == PDF
        assert stranger(client).get(address).status_code == 404
        other, _mine = make_provider(session)
        sign_in(client, session, other)
        assert client.get(address).status_code == 404

    def test_a_published_one_is_everybody_s(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = self.with_files(session, owned[1])
        publish(session, listing)

        session.commit()
        answer = stranger(client).get(self.address(session, listing))
        assert answer.data == PDF
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert "Hidden%20Harbour" in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_its_page_leads_to_it_from_the_benefit_too(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = self.with_files(session, owned[1])
        publish(session, listing)

        assert client.get(page_of(listing)).text.count(self.address(session, listing)) == 2

    @pytest.mark.parametrize("end", ["reject", "withdraw", "suspend"])
    def test_it_goes_with_its_listing(
        self, client: Client, session: Session, owned: Owned, end: str
    ) -> None:
        listing = self.with_files(session, owned[1])
        address = self.address(session, listing)
        if end == "reject":
            version = submit_version(session, listing=listing, actor_id=None)
            reject_version(session, version=version, seen=1, message="No.", notes={})
        else:
            publish(session, listing)
        if end == "withdraw":
            withdraw_listing(session, listing=listing, actor_id=None)
        if end == "suspend":
            owned[1].state = OrganisationState.SUSPENDED
        session.commit()

        assert stranger(client).get(address).status_code == 404
        assert client.get(address).status_code == 200

    def test_the_name_of_an_anonymous_need_s_file_tells_nothing(
        self, client: Client, session: Session, owned: Owned
    ) -> None:
        listing = self.with_files(session, owned[1], anonymous=True)
        publish(session, listing)
        session.commit()

        answer = stranger(client).get(self.address(session, listing))
        assert answer.status_code == 200
        assert "Harbour" not in str(answer.headers)
        assert "Harbour" not in stranger(client).get(page_of(listing)).text

    def test_a_revision_s_file_waits(self, client: Client, session: Session, owned: Owned) -> None:
        listing = self.with_files(session, owned[1])
        address = self.address(session, listing)
        save_draft(session, listing=listing, actor_id=None, content=technology(), seen=1)
        publish(session, listing)
        session.commit()

        assert stranger(client).get(address).status_code == 404

    @pytest.mark.parametrize(
        "address",
        ["aaaaaaaaaa", "aaaaaaaaaa/thumb", "x", "%00", "..%2f..%2fsecret_key", "é" * 10],
    )
    def test_there_is_no_such_file(self, client: Client, address: str) -> None:
        assert client.get(f"/en/files/{address}").status_code == 404

    def test_pictures_come_in_sizes_and_documents_do_not(
        self, client: Client, session: Session, draft: Listing
    ) -> None:
        client.submit(
            step(draft),
            {"images": upload(picture(), "a.png"), "documents": upload(PDF, "b.pdf")},
        )
        image, document = (item.file for item in content_of(session, draft).attachments)

        for size in ("", "/card", "/thumb"):
            assert client.get(f"/en/files/{image}{size}").content_type == "image/webp"
        assert client.get(f"/en/files/{image}/huge").status_code == 404
        assert client.get(f"/en/files/{document}/thumb").status_code == 404
