"""Organisations and their members, as a browser without JavaScript does it."""

import io
import re

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.organisations.models import (
    ClaimRequest,
    MemberRole,
    Organisation,
    OrganisationState,
)
from greenmatch.organisations.queries import membership
from greenmatch.organisations.services.inviting import invite_member
from tests.factories.accounts import PASSWORD, make_admin, make_user, sign_in
from tests.factories.catalogue import make_published, need
from tests.factories.files import picture
from tests.factories.mails import link_in, mails_to
from tests.factories.organisations import (
    add_membership,
    make_organisation,
    make_provider,
    make_unclaimed,
)
from tests.fixtures.queries import QueryCounter
from tests.fixtures.web import Client

PROFILE = {"name": "Solar Works", "type": "startup", "country": "KE"}


def local(link: str) -> str:
    return re.sub(r"^https?://[^/]+", "", link)


@pytest.fixture
def owned(client: Client, session: Session) -> tuple[User, Organisation]:
    """An organisation whose owner is signed in."""
    owner, organisation = make_provider(session, name="Solar Works")
    sign_in(client, session, owner)
    return owner, organisation


class TestCreating:
    def test_it_is_made_and_its_maker_acts_for_it(self, client: Client, session: Session) -> None:
        sign_in(client, session, make_user(session))

        page = client.submit("/en/organisation/new", PROFILE)

        assert "Solar Works has been created." in page.text
        assert "You are an owner" in page.text

    def test_a_lone_person_finds_the_form_filled_in(self, client: Client, session: Session) -> None:
        sign_in(client, session, make_user(session, name="Ada Example"))

        page = client.submit("/en/organisation/new?type=individual-inventor", {"country": "KE"})

        assert "Ada Example has been created." in page.text

    def test_two_clicks_make_one(self, client: Client, session: Session) -> None:
        sign_in(client, session, make_user(session))

        client.submit("/en/organisation/new", PROFILE)
        client.submit("/en/organisation/new", PROFILE)

        assert session.scalar(select(func.count()).select_from(Organisation)) == 1

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("name", "\u2067\u200b"),
            ("name", "x" * 201),
            ("type", ""),
            ("type", "secret-service"),
            ("country", "ZZ"),
            ("website", "javascript:alert(1)"),
            ("website", "https://user:pass@example.org"),
            ("website", "https://[::1"),
            ("website", "ftp://example.org"),
            ("about", "x" * 5001),
        ],
    )
    def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
        self, client: Client, session: Session, field: str, value: str
    ) -> None:
        sign_in(client, session, make_user(session))

        page = client.submit(
            "/en/organisation/new", {**PROFILE, "name_zh": "阳光工厂", field: value}
        )

        assert page.status_code == 422
        assert f'href="#{field}"' in page.text
        assert 'value="阳光工厂"' in page.text

    def test_without_a_confirmed_address_there_is_none(
        self, client: Client, session: Session
    ) -> None:
        sign_in(client, session, make_user(session, confirmed=False))

        assert client.get("/en/organisation/new").status_code == 403
        assert "Your email address is not confirmed yet" in client.get("/en/organisation").text


class TestEditing:
    def test_the_profile_changes(self, client: Client, owned: tuple[User, Organisation]) -> None:
        organisation = owned[1]

        page = client.submit(
            f"/en/organisation/{organisation.public_id}/edit",
            {"name": "Solar Workshop", "website": "example.org", "about": "We *build*."},
        )

        assert "Saved." in page.text
        assert organisation.name == "Solar Workshop"
        assert organisation.website == "https://example.org"

    def test_an_edit_in_another_window_is_shown_and_nothing_is_lost(
        self, client: Client, session: Session, owned: tuple[User, Organisation]
    ) -> None:
        organisation = owned[1]
        address = f"/en/organisation/{organisation.public_id}/edit"
        client.submit(address, {"name": "From the first window"})

        page = client.submit(address, {"name": "From the second window", "based_on": "1"})

        assert page.status_code == 409
        assert "Somebody else has changed this in the meantime." in page.text
        assert "From the first window" in page.text
        assert 'value="From the second window"' in page.text
        assert organisation.name == "From the first window"
        again = {name: _field(page.text, name) for name in ("csrf_token", "based_on")}
        client.post(address, data={**again, **PROFILE, "name": "From the second window"})
        assert organisation.name == "From the second window"

    def test_members_and_strangers_do_not_edit(
        self, client: Client, session: Session, owned: tuple[User, Organisation]
    ) -> None:
        organisation = owned[1]
        member = make_user(session)
        add_membership(session, organisation, member)
        for person in (member, make_user(session)):
            sign_in(client, session, person)
            for page in ("edit", "logo", "close"):
                answer = client.get(f"/en/organisation/{organisation.public_id}/{page}")
                assert answer.status_code == 403

    def test_a_logo_is_kept_and_taken_away(
        self, client: Client, owned: tuple[User, Organisation]
    ) -> None:
        organisation = owned[1]
        address = f"/en/organisation/{organisation.public_id}/logo"

        client.submit(address, {"file": (io.BytesIO(picture()), "logo.png")})
        assert organisation.logo is not None

        client.submit(address, {"remove": "y"})
        assert organisation.logo is None

    @pytest.mark.parametrize("data", [b"", b"not a picture at all", b"<svg onload=alert(1)>"])
    def test_what_is_no_picture_is_refused_at_the_field(
        self, client: Client, owned: tuple[User, Organisation], data: bytes
    ) -> None:
        address = f"/en/organisation/{owned[1].public_id}/logo"

        page = client.submit(address, {"file": (io.BytesIO(data), "logo.png")})

        assert page.status_code == 422
        assert 'href="#file"' in page.text


def _field(html: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', html)
    assert found is not None
    return found.group(1)


class TestMembers:
    def test_from_invitation_to_member(
        self, client: Client, session: Session, owned: tuple[User, Organisation]
    ) -> None:
        organisation = owned[1]
        guest = make_user(session, email="guest@example.org")
        page = client.submit(
            f"/en/organisation/{organisation.public_id}/members",
            {"email": "guest@example.org", "role": "member"},
        )
        assert "The invitation is on its way to guest@example.org." in page.text
        link = local(link_in(mails_to(session, guest.email)[-1].text, "/invitation/"))
        client.submit("/en/account", {}, action="/en/sign-out")
        assert "Sign in to accept." in client.get(link).text

        client.submit(
            f"/en/sign-in?next={link}", {"email": "guest@example.org", "password": PASSWORD}
        )
        page = client.submit(link, {}, action=f"{link}/accept")

        assert "You act for Solar Works now." in page.text
        assert membership(session, organisation.id, guest.id) is not None

    def test_who_invites_again_at_once_is_told_when_that_can_be_sent(
        self, client: Client, session: Session
    ) -> None:
        owner, organisation = make_provider(session)
        sign_in(client, session, owner)
        members = f"/en/organisation/{organisation.public_id}/members"

        pages = [
            client.submit(members, {"email": "guest@example.org"}, action="/invite").text
            for _click in range(2)
        ]

        assert "is on its way to guest@example.org" in pages[0]
        assert "is on its way" not in pages[1]
        assert "It can be sent again in 10 minutes." in pages[1]
        assert len(mails_to(session, "guest@example.org")) == 1

    def test_an_invitation_to_ones_address_waits_on_the_start_page(
        self, client: Client, session: Session
    ) -> None:
        owner, organisation = make_provider(session, name="Solar Works")
        guest = make_user(session)
        invite_member(
            session,
            organisation=organisation,
            email=guest.email or "",
            role=MemberRole.OWNER,
            inviter=owner,
        )
        sign_in(client, session, guest)

        page = client.submit("/en/organisation", {}, action=_join_address(client))

        assert "You act for Solar Works now." in page.text

    def test_anothers_invitation_cannot_be_taken_by_its_id(
        self, client: Client, session: Session
    ) -> None:
        owner, organisation = make_provider(session)
        invitation = invite_member(
            session,
            organisation=organisation,
            email="guest@example.org",
            role=MemberRole.OWNER,
            inviter=owner,
        )
        sign_in(client, session, make_user(session))
        token = _field(client.get("/en/account").text, "csrf_token")

        answer = client.post(
            f"/en/organisation/join/{invitation.public_id}", data={"csrf_token": token}
        )

        assert answer.status_code == 404

    def test_a_wrong_address_stays_in_the_form(
        self, client: Client, owned: tuple[User, Organisation]
    ) -> None:
        page = client.submit(
            f"/en/organisation/{owned[1].public_id}/members", {"email": "no address"}
        )

        assert page.status_code == 422
        assert 'value="no address"' in page.text
        assert "Solar Works" in page.text

    def test_an_invitation_can_be_taken_back(
        self, client: Client, session: Session, owned: tuple[User, Organisation]
    ) -> None:
        address = f"/en/organisation/{owned[1].public_id}/members"
        client.submit(address, {"email": "guest@example.org"})
        link = local(link_in(mails_to(session, "guest@example.org")[-1].text, "/invitation/"))

        page = client.get(address)
        action = re.search(r'action="([^"]+/revoke)"', page.text)
        assert action is not None
        client.submit(address, {}, action=action.group(1))

        assert client.get(link).status_code == 410

    def test_the_last_owner_is_told_why_nothing_happened(
        self, client: Client, session: Session, owned: tuple[User, Organisation]
    ) -> None:
        owner, organisation = owned
        address = f"/en/organisation/{organisation.public_id}/members"

        page = client.submit(address, {}, action=f"{owner.public_id}/role")

        assert page.status_code == 409
        assert "The last owner has to stay." in page.text
        page = client.submit(
            f"/en/organisation/{organisation.public_id}/leave", {}, action="/leave"
        )
        assert page.status_code == 409

    def test_roles_and_removal(
        self, client: Client, session: Session, owned: tuple[User, Organisation]
    ) -> None:
        organisation = owned[1]
        member = make_user(session)
        row = add_membership(session, organisation, member)
        address = f"/en/organisation/{organisation.public_id}/members"

        client.submit(address, {}, action=f"{member.public_id}/role")
        session.refresh(row)
        assert row.role is MemberRole.OWNER

        client.submit(f"{address}/{member.public_id}/remove", {}, action="/remove")
        assert membership(session, organisation.id, member.id) is None

    def test_addresses_are_for_owners(
        self, client: Client, session: Session, owned: tuple[User, Organisation]
    ) -> None:
        owner, organisation = owned
        member = make_user(session)
        add_membership(session, organisation, member)
        address = f"/en/organisation/{organisation.public_id}/members"
        assert (member.email or "") in client.get(address).text

        sign_in(client, session, member)

        page = client.get(address).text
        assert (owner.email or "") not in page
        assert "Invite somebody" not in page

    def test_strangers_see_no_members(self, client: Client, session: Session) -> None:
        _owner, organisation = make_provider(session)
        sign_in(client, session, make_user(session))

        answer = client.get(f"/en/organisation/{organisation.public_id}/members")

        assert answer.status_code == 403

    def test_closing_ends_it(
        self, client: Client, session: Session, owned: tuple[User, Organisation]
    ) -> None:
        organisation = owned[1]

        client.submit(f"/en/organisation/{organisation.public_id}/close", {}, action="/close")

        assert organisation.state is OrganisationState.CLOSED
        assert client.get(f"/en/organisation/{organisation.public_id}/members").status_code == 403

    def test_a_suspended_one_is_shown_as_such_and_can_be_left(
        self, client: Client, session: Session, owned: tuple[User, Organisation]
    ) -> None:
        organisation = owned[1]
        member = make_user(session)
        add_membership(session, organisation, member)
        organisation.state = OrganisationState.SUSPENDED
        sign_in(client, session, member)

        assert "It has been suspended" in client.get("/en/organisation").text
        page = client.submit(
            f"/en/organisation/{organisation.public_id}/leave", {}, action="/leave"
        )

        assert "You no longer act for it." in page.text


def _join_address(client: Client) -> str:
    found = re.search(
        r'action="([^"]+/organisation/join/[^"]+)"', client.get("/en/organisation").text
    )
    assert found is not None
    return found.group(1)


class TestClaiming:
    def test_a_request_reaches_the_administrators(self, client: Client, session: Session) -> None:
        admin, organisation = make_admin(session), make_unclaimed(session)
        sign_in(client, session, make_user(session))

        page = client.submit(
            f"/en/organisation/{organisation.public_id}/claim", {"message": "I run its lab. 🌱"}
        )

        assert "An administrator will look at your request" in page.text
        assert session.scalars(select(ClaimRequest.message)).all() == ["I run its lab. 🌱"]
        assert len(mails_to(session, admin.email)) == 1

    def test_a_claimed_one_cannot_be_claimed(self, client: Client, session: Session) -> None:
        organisation = make_organisation(session)
        sign_in(client, session, make_user(session))

        answer = client.get(f"/en/organisation/{organisation.public_id}/claim")

        assert answer.status_code == 403


class TestDirectory:
    def test_it_is_narrowed_by_its_address(self, client: Client, session: Session) -> None:
        make_organisation(session, name="Zürich Solar", country="CH", type="startup")
        make_organisation(session, name="Lake Works", country="CN", type="utility")

        page = client.get("/en/organisations?q=zurich&country=CH&type=startup").text

        assert "Zürich Solar" in page
        assert "Lake Works" not in page
        assert "1 organisation" in page

    @pytest.mark.parametrize(
        "query",
        [
            "type=nonsense",
            "country=ZZ",
            "q=" + "x" * 500,
            "q=%00",
            "q=%25",
            "page=1000000000",
            "page=-1",
            "page=x",
            "country=KE&country=CH",
        ],
    )
    def test_nonsense_in_the_address_does_no_harm(
        self, client: Client, session: Session, query: str
    ) -> None:
        make_organisation(session)

        assert client.get(f"/en/organisations?{query}").status_code == 200

    def test_what_was_left_out_is_said(self, client: Client, session: Session) -> None:
        make_organisation(session, name="Lake Works")

        page = client.get("/en/organisations?type=nonsense").text

        assert "There is no such type of organisation; it was left out." in page
        assert "Lake Works" in page

    def test_hidden_ones_are_not_there(self, client: Client, session: Session) -> None:
        make_organisation(session, name="Hidden Works", state=OrganisationState.SUSPENDED)

        assert "Hidden Works" not in client.get("/en/organisations").text

    def test_readers_of_chinese_see_chinese_names(self, client: Client, session: Session) -> None:
        make_organisation(session, name="Lake Works", name_zh="湖泊工厂")

        page = client.get("/zh/organisations").text

        assert "湖泊工厂" in page
        assert "Lake Works" not in page

    def test_a_full_page_is_cheap(
        self, client: Client, session: Session, query_counter: QueryCounter
    ) -> None:
        for _ in range(40):
            make_organisation(session)
        client.get("/en/organisations")

        with query_counter(max=8):
            client.get("/en/organisations?page=2")


def test_an_imported_one_that_is_known_by_an_anonymous_need_alone_is_nowhere(
    client: Client, session: Session
) -> None:
    hidden, named = (make_unclaimed(session, name=name) for name in ("Hidden House", "Open House"))
    make_published(session, organisation=hidden, content=need(anonymous=True))
    make_published(session, organisation=named, content=need())

    directory = client.get("/en/organisations").text
    assert "Open House" in directory
    assert "Hidden House" not in directory
    assert client.get(f"/en/organisations/{hidden.public_id}").status_code == 404
    assert client.get(f"/en/organisations/{named.public_id}").status_code == 200
