"""Asking and answering, as a browser without JavaScript does it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from greenmatch.accounts.models import User
from greenmatch.catalogue.services import hand_over, withdraw_listing
from greenmatch.core.database import db
from greenmatch.core.permissions import Role
from greenmatch.enquiries.models import EnquiryMessage, EnquiryThread, ThreadState
from greenmatch.enquiries.services import (
    accept_enquiry,
    add_message,
    close_enquiry,
    decline_enquiry,
)
from greenmatch.organisations.models import MemberRole, OrganisationState
from greenmatch.organisations.services.founding import close_organisation
from greenmatch.organisations.services.inviting import invite_member
from tests.factories.accounts import make_admin, make_user, sign_in
from tests.factories.catalogue import make_draft, make_published, need, page_of
from tests.factories.enquiries import QUESTION, Talk, make_talk
from tests.factories.mails import mails_to
from tests.factories.organisations import add_membership, make_organisation, make_provider
from tests.fixtures.queries import QueryCounter
from tests.fixtures.web import Client, MakeApp

INBOX = "/en/enquiries"
HOSTILE = "<script>alert(1)</script> \u202eright\u202c 🌱 {{ 7*7 }}"


@pytest.fixture
def asker(client: Client, session: Session) -> User:
    """Somebody with an organisation, signed in."""
    user, _organisation = make_provider(session, name="Salt Water Board")
    sign_in(client, session, user)
    return user


def messages(session: Session) -> list[str]:
    return list(session.scalars(select(EnquiryMessage.body).order_by(EnquiryMessage.id)))


def test_what_was_typed_into_an_enquiry_that_has_ended_is_given_back(
    client: Client, session: Session
) -> None:
    talk = make_talk(session)
    sign_in(client, session, talk.asker)
    shown = client.get(talk.address)
    close_enquiry(session, thread=talk.thread, actor_id=talk.answerer.id, closer_id=talk.owner.id)
    session.commit()

    page = client.fill_in(shown, {"body": "One more thing about the pump: how loud is it?"})

    assert page.status_code == 409
    assert "has ended in the meantime" in page.text
    assert "One more thing about the pump: how loud is it?" in page.text


def test_the_enquiries_of_an_organisation_that_closes_end(client: Client, session: Session) -> None:
    talk = make_talk(session)

    close_organisation(session, organisation=talk.thread.owner, actor_id=talk.answerer.id)

    assert talk.thread.state is ThreadState.CLOSED


class TestAsking:
    def test_a_question_begins_a_thread(
        self, client: Client, session: Session, asker: User
    ) -> None:
        answerer, owner = make_provider(session)
        listing = make_published(session, organisation=owner)

        page = client.submit(
            f"{page_of(listing)}/ask", {"body": QUESTION, "cooperation": "license"}
        )

        assert "Sent." in page.text
        assert QUESTION in page.text
        assert messages(session) == [QUESTION]
        assert len(mails_to(session, answerer.email)) == 1

    def test_two_clicks_are_one(self, client: Client, session: Session, asker: User) -> None:
        shown = client.get(f"{page_of(make_published(session))}/ask")

        pages = [client.fill_in(shown, {"body": QUESTION}) for _ in range(2)]

        assert pages[0].request.path == pages[1].request.path
        assert messages(session) == [QUESTION]

    @pytest.mark.parametrize("body", ["", "   ", "\u200b", "x" * 5001], ids=len)
    def test_something_is_said_and_not_too_much(
        self, client: Client, session: Session, asker: User, body: str
    ) -> None:
        page = client.submit(f"{page_of(make_published(session))}/ask", {"body": body})

        assert page.status_code == 422
        assert 'href="#body"' in page.text
        assert messages(session) == []

    @pytest.mark.parametrize(
        ("field", "value"), [("cooperation", "marriage"), ("organisation", "aaaaaaaaaa")]
    )
    def test_what_makes_no_sense_is_refused(
        self, client: Client, session: Session, asker: User, field: str, value: str
    ) -> None:
        page = client.submit(
            f"{page_of(make_published(session))}/ask", {"body": QUESTION, field: value}
        )

        assert page.status_code == 422
        assert QUESTION in page.text

    @pytest.mark.parametrize("token", ["", "x", "\x00", "t" * 500, "../" * 9])
    def test_a_token_that_is_not_ours_does_no_harm(
        self, client: Client, session: Session, asker: User, token: str
    ) -> None:
        client.submit(f"{page_of(make_published(session))}/ask", {"body": QUESTION, "token": token})

        assert messages(session) == [QUESTION]

    def test_markup_is_shown_as_it_was_typed(
        self, client: Client, session: Session, asker: User
    ) -> None:
        page = client.submit(f"{page_of(make_published(session))}/ask", {"body": HOSTILE})

        assert "&lt;script&gt;alert(1)&lt;/script&gt; right 🌱 {{ 7*7 }}" in page.text

    def test_whoever_acts_for_several_says_for_whom(
        self, client: Client, session: Session, asker: User
    ) -> None:
        second = make_organisation(session, name="Wind Board")
        add_membership(session, second, asker)

        client.submit(
            f"{page_of(make_published(session))}/ask",
            {"body": QUESTION, "organisation": second.public_id},
        )

        assert session.scalars(select(EnquiryThread)).one().sender is second

    def test_one_s_own_listing_is_not_asked_about(self, client: Client, session: Session) -> None:
        owner, organisation = make_provider(session)
        sign_in(client, session, owner)
        listing = make_published(session, organisation=organisation)

        page = client.get(f"{page_of(listing)}/ask")

        assert page.status_code == 409
        assert "own organisation" in page.text

    def test_a_thread_that_is_going_on_is_shown(
        self, client: Client, session: Session, asker: User
    ) -> None:
        talk = make_talk(session)
        sign_in(client, session, talk.asker)

        page = client.get(f"{page_of(talk.listing)}/ask")

        assert "You have asked about it before<" in page.text
        assert talk.address in page.text

    def test_whoever_acts_for_several_goes_on_for_the_one_that_asked(
        self, client: Client, session: Session
    ) -> None:
        user, water = make_provider(session, name="Salt Water Board")
        add_membership(session, make_organisation(session, name="Air Board"), user)
        talk = make_talk(session, asker=(user, water))
        sign_in(client, session, user)

        shown = client.get(f"{page_of(talk.listing)}/ask")
        assert "You have asked about it before as Salt Water Board" in shown.text
        assert "What you write for Salt Water Board is added" in shown.text

        page = client.fill_in(shown, {"body": "And how loud is it?"})
        assert page.request.path == talk.address
        assert session.scalars(select(EnquiryThread)).all() == [talk.thread]

    def test_after_a_hand_over_the_new_owner_is_asked(
        self, client: Client, session: Session
    ) -> None:
        talk = make_talk(session)
        sign_in(client, session, talk.asker)
        assert "another organisation by now" not in client.get(talk.address).text
        to = make_organisation(session, name="Tide Board")
        hand_over(session, listing=talk.listing, actor_id=None, to=to, reason="Sold")

        shown = client.get(f"{page_of(talk.listing)}/ask")
        assert "You have asked about it before" not in shown.text
        page = client.fill_in(shown, {"body": "And you?"})

        assert page.request.path != talk.address
        assert "Tide Board" in page.text
        assert "another organisation by now" not in page.text
        assert "another organisation by now" in client.get(talk.address).text

    def test_a_stranger_signs_in_first(self, client: Client, session: Session) -> None:
        answer = client.get(f"{page_of(make_published(session))}/ask")

        assert answer.status_code == 302
        assert "/sign-in?next=" in answer.location

    def test_whoever_has_no_organisation_founds_one_first(
        self, client: Client, session: Session
    ) -> None:
        sign_in(client, session, make_user(session))

        page = client.get(f"{page_of(make_published(session))}/ask", follow_redirects=True)

        assert page.request.path == "/en/organisation/new"

    def test_a_draft_is_not_known(self, client: Client, session: Session, asker: User) -> None:
        assert client.get(f"{page_of(make_draft(session))}/ask").status_code == 404

    def test_there_is_a_limit(self, make_app: MakeApp) -> None:
        app = make_app(enquiries_per_day=2)
        app.test_client_class = Client
        client = app.test_client()
        assert isinstance(client, Client)
        with app.app_context(), Session(db.engine) as session:
            client.own_session = session
            asker, _organisation = make_provider(session)
            sign_in(client, session, asker)
            listings = [make_published(session) for _ in range(3)]
            pages = [
                client.submit(f"{page_of(listing)}/ask", {"body": QUESTION}) for listing in listings
            ]

        assert [page.status_code for page in pages] == [200, 200, 429]
        assert QUESTION in pages[2].text
        assert int(pages[2].headers["Retry-After"]) > 3600


class TestAnswering:
    @pytest.fixture
    def talk(self, client: Client, session: Session) -> Talk:
        """An enquiry whose answerer is signed in."""
        talk = make_talk(session)
        sign_in(client, session, talk.answerer)
        return talk

    def test_it_is_new_until_it_is_read(self, client: Client, session: Session, talk: Talk) -> None:
        assert ">New<" in client.get(INBOX).text

        client.submit(talk.address, action="/read")

        assert ">New<" not in client.get(INBOX).text

    def test_looking_at_it_writes_nothing(self, client: Client, talk: Talk) -> None:
        for _ in range(2):
            assert "Mark as read" in client.get(talk.address).text

    def test_a_reply(self, client: Client, session: Session, talk: Talk) -> None:
        page = client.submit(talk.address, {"body": "One kilowatt."})

        assert "One kilowatt." in page.text
        assert len(mails_to(session, talk.asker.email)) == 1
        sign_in(client, session, talk.asker)
        assert "One kilowatt." in client.get(talk.address).text

    def test_a_reply_sent_twice_is_one(self, client: Client, session: Session, talk: Talk) -> None:
        shown = client.get(talk.address)

        for _ in range(2):
            assert client.fill_in(shown, {"body": "One kilowatt."}).status_code == 200

        assert messages(session) == [QUESTION, "One kilowatt."]

    @pytest.mark.parametrize("body", ["", " \n ", "x" * 5001], ids=len)
    def test_an_empty_or_endless_reply_is_refused(
        self, client: Client, session: Session, talk: Talk, body: str
    ) -> None:
        page = client.submit(talk.address, {"body": body})

        assert page.status_code == 422
        assert messages(session) == [QUESTION]

    def test_it_is_accepted_and_a_second_click_does_no_harm(
        self, client: Client, session: Session, talk: Talk
    ) -> None:
        shown = client.get(talk.address)

        for _ in range(2):
            page = client.fill_in(shown, action="/accept")
            assert page.status_code == 200

        assert talk.thread.state is ThreadState.ACCEPTED
        assert len(mails_to(session, talk.asker.email)) == 1

    def test_what_was_written_goes_with_the_acceptance(
        self, client: Client, session: Session, talk: Talk
    ) -> None:
        shown = client.get(talk.address)

        for _ in range(2):
            page = client.fill_in(shown, {"body": "One kilowatt."}, action="/accept")
            assert page.status_code == 200

        assert talk.thread.state is ThreadState.ACCEPTED
        assert messages(session) == [QUESTION, "One kilowatt."]

    def test_what_is_too_long_to_send_is_given_back_and_nothing_accepted(
        self, client: Client, session: Session, talk: Talk
    ) -> None:
        page = client.submit(talk.address, {"body": "x" * 5001}, action="/accept")

        assert page.status_code == 422
        assert "x" * 5001 in page.text
        assert talk.thread.state is ThreadState.OPEN

    def test_it_is_declined_with_a_reason(
        self, client: Client, session: Session, talk: Talk
    ) -> None:
        refused = client.submit(f"{talk.address}/decline", {"reason": ""})
        assert refused.status_code == 422

        asked = client.get(f"{talk.address}/decline")
        for _ in range(2):
            page = client.fill_in(asked, {"reason": "cost-too-high", "note": "Sorry."})
            assert page.status_code == 200

        assert "Sorry." in page.text
        assert 'name="body"' not in page.text
        assert talk.thread.state is ThreadState.DECLINED
        assert len(mails_to(session, talk.asker.email)) == 1

    def test_either_side_may_close_it(self, client: Client, session: Session, talk: Talk) -> None:
        sign_in(client, session, talk.asker)
        asked = client.get(f"{talk.address}/close")

        for _ in range(2):
            page = client.fill_in(asked, action="/close")
            assert page.status_code == 200

        assert talk.thread.state is ThreadState.CLOSED

    def test_what_was_accepted_stays_in_its_place(
        self, client: Client, session: Session, talk: Talk
    ) -> None:
        client.submit(talk.address, action="/accept")
        client.submit(talk.address, {"body": "One kilowatt."})
        client.submit(f"{talk.address}/close", action="/close")

        text = client.get(talk.address).text.partition('<ol class="thread">')[2]
        marks = [QUESTION, ">Accepted ·", "One kilowatt.", ">Closed ·"]
        assert sorted(marks, key=text.index) == marks

    def test_who_accepts_too_late_is_told_so(
        self, client: Client, session: Session, talk: Talk
    ) -> None:
        shown = client.get(talk.address)
        close_enquiry(session, thread=talk.thread, actor_id=None, closer_id=talk.sender.id)

        page = client.fill_in(shown, action="/accept")

        assert page.status_code == 409
        assert "Somebody has answered or ended this enquiry in the meantime." in page.text

    @pytest.mark.parametrize("meanwhile", ["accepted", "declined", "closed"])
    def test_who_declines_too_late_is_told_so_and_gets_the_note_back(
        self, client: Client, session: Session, talk: Talk, meanwhile: str
    ) -> None:
        asked = client.get(f"{talk.address}/decline")
        thread, actor_id = talk.thread, talk.answerer.id
        if meanwhile == "accepted":
            accept_enquiry(session, thread=thread, actor_id=actor_id)
        elif meanwhile == "declined":
            decline_enquiry(session, thread=thread, actor_id=actor_id, reason="cost-too-high")
        else:
            close_enquiry(session, thread=thread, actor_id=None, closer_id=talk.sender.id)

        page = client.fill_in(asked, {"reason": "cost-too-high", "note": "Sorry."})

        assert page.status_code == 409
        assert "Somebody has answered or ended this enquiry in the meantime." in page.text
        assert "Sorry.</textarea>" in page.text
        again = client.get(f"{talk.address}/decline")
        assert again.status_code == (302 if meanwhile == "declined" else 409)

    def test_who_closes_too_late_is_told_so(
        self, client: Client, session: Session, talk: Talk
    ) -> None:
        asked = client.get(f"{talk.address}/close")
        decline_enquiry(
            session, thread=talk.thread, actor_id=talk.answerer.id, reason="cost-too-high"
        )

        assert client.fill_in(asked, action="/close").status_code == 409

    def test_who_asked_does_not_decide(self, client: Client, session: Session, talk: Talk) -> None:
        sign_in(client, session, talk.asker)

        assert client.get(f"{talk.address}/decline").status_code == 403

    @pytest.mark.parametrize("role", [Role.PERSON, Role.MODERATOR, Role.ADMIN])
    def test_nobody_else_reads_it(
        self, client: Client, session: Session, talk: Talk, role: Role
    ) -> None:
        stranger = make_user(session, role=role)
        make_organisation(session, owner=stranger)
        sign_in(client, session, stranger)

        for page in ("", "/decline", "/close"):
            assert client.get(talk.address + page).status_code == 404

    @pytest.mark.parametrize("public_id", ["aaaaaaaaaa", "x", "%00", "é"])
    def test_there_is_no_such_enquiry(self, client: Client, talk: Talk, public_id: str) -> None:
        assert client.get(f"{INBOX}/{public_id}").status_code == 404

    def test_a_suspended_organisation_reads_and_does_not_write(
        self, client: Client, session: Session, talk: Talk
    ) -> None:
        talk.owner.state = OrganisationState.SUSPENDED
        session.flush()

        page = client.get(talk.address)

        assert page.status_code == 200
        assert 'name="body"' not in page.text

    def test_after_the_listing_is_withdrawn_only_its_owner_sees_its_title(
        self, client: Client, session: Session, talk: Talk
    ) -> None:
        withdraw_listing(session, listing=talk.listing, actor_id=None)

        assert "Membrane" in client.get(talk.address).text
        sign_in(client, session, talk.asker)
        for address in (talk.address, INBOX):
            page = client.get(address).text
            assert "Membrane" not in page
            assert "Withdrawn listing" in page


class TestAnonymousOwner:
    @pytest.fixture
    def talk(self, client: Client, session: Session) -> Talk:
        talk = make_talk(
            session,
            content=need(anonymous=True),
            answerer=make_provider(session, name="Hidden Harbour", name_zh="隐港公司"),
        )
        add_message(
            session, thread=talk.thread, sender=talk.owner, author_id=talk.answerer.id, body="Yes."
        )
        return talk

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_who_asked_does_not_learn_who_answers(
        self, client: Client, session: Session, talk: Talk, language: str
    ) -> None:
        talk.answerer.name = "Hidden Person"
        sign_in(client, session, talk.asker)
        address = talk.address.replace("/en/", f"/{language}/")

        for page in (address, f"/{language}/enquiries", f"/{language}{page_of(talk.listing)[3:]}"):
            text = client.get(page).text
            assert "Hidden" not in text
            assert "隐港" not in text
            assert talk.owner.public_id not in text

    def test_until_it_chooses_to_be_named(
        self, client: Client, session: Session, talk: Talk
    ) -> None:
        sign_in(client, session, talk.answerer)
        client.submit(talk.address, {"reveal": "y"}, action="/accept")

        sign_in(client, session, talk.asker)
        assert "Hidden Harbour" in client.get(talk.address).text


class TestInbox:
    def test_it_is_empty_at_first_and_says_what_to_do(self, client: Client, asker: User) -> None:
        page = client.get(INBOX).text

        assert "No enquiries yet" in page
        assert "Search the catalogue" in page

    def test_it_is_for_people_who_are_signed_in(self, client: Client) -> None:
        assert client.get(INBOX).status_code == 302

    def test_it_shows_a_part(self, client: Client, session: Session) -> None:
        me = make_provider(session)
        sign_in(client, session, me[0])
        received, sent = make_talk(session, answerer=me), make_talk(session, asker=me)

        page = client.get(f"{INBOX}?show=received").text
        assert received.address in page
        assert sent.address not in page
        assert received.address in client.get(f"{INBOX}?show=nonsense").text

    @pytest.mark.parametrize("page", ["1", "2", "10000000000", "-1", "x"])
    def test_many_threads_take_few_queries(
        self, client: Client, session: Session, query_counter: QueryCounter, page: str
    ) -> None:
        me = make_provider(session)
        sign_in(client, session, me[0])
        for _ in range(32):
            make_talk(session, answerer=me)
        session.commit()

        with query_counter(max=25):
            answer = client.get(f"{INBOX}?page={page}")
        assert answer.status_code == 200

    def test_a_long_thread_takes_few_queries(
        self, client: Client, session: Session, query_counter: QueryCounter
    ) -> None:
        talk = make_talk(session)
        for number in range(30):
            add_message(
                session,
                thread=talk.thread,
                sender=talk.sender,
                author_id=talk.asker.id,
                body=f"Message {number}",
            )
        sign_in(client, session, talk.answerer)

        with query_counter(max=25):
            page = client.get(talk.address)
        assert "Message 29" in page.text


def test_people_have_full_names_and_what_waits_for_an_answer_is_called_an_invitation(
    client: Client, session: Session
) -> None:
    # Chinese has other words for a thing's name, and for the time of an invitation.
    owner, organisation = make_provider(session)
    invite_member(
        session,
        organisation=organisation,
        email="guest@example.org",
        role=MemberRole.MEMBER,
        inviter=owner,
    )
    sign_in(client, session, owner)
    members = client.get(f"/en/organisation/{organisation.public_id}/members").text
    sign_in(client, session, make_admin(session))
    people = client.get("/en/admin/people").text

    assert "<h2>Open invitations</h2>" in members
    for page in (members, people):
        assert ">Full name<" in page
