from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from greenmatch.catalogue.queries.titles import public_titles
from greenmatch.catalogue.services import (
    approve_version,
    hand_over,
    hold_listing,
    save_draft,
    set_open_for_enquiries,
    withdraw_listing,
)
from greenmatch.core.clock import now
from greenmatch.core.errors import Conflict
from greenmatch.core.mail import OutgoingMail
from greenmatch.core.permissions import Actor, can
from greenmatch.core.privacy import export_person
from greenmatch.enquiries.models import EnquiryMessage, EnquiryThread, ThreadState
from greenmatch.enquiries.privacy import erase_messages
from greenmatch.enquiries.queries import (
    Part,
    count_unread,
    inbox_of,
    masked_threads,
    side,
    thread_history,
    thread_titles,
    unread_threads,
)
from greenmatch.enquiries.services import (
    accept_enquiry,
    add_message,
    close_enquiry,
    decline_enquiry,
    mark_read,
    start_enquiry,
)
from greenmatch.organisations.models import Organisation, OrganisationState
from tests.factories.accounts import make_user
from tests.factories.catalogue import make_published, make_revision, need, technology
from tests.factories.enquiries import QUESTION, Talk, make_talk
from tests.factories.mails import mails_to
from tests.factories.organisations import add_membership, make_provider, make_unclaimed

SECRET = "Hidden Harbour Works"


def actor(user_id: int, *organisations: Organisation) -> Actor:
    return Actor(user_id, organisation_ids=frozenset(each.id for each in organisations))


def count_messages(session: Session) -> int | None:
    return session.scalar(select(func.count()).select_from(EnquiryMessage))


class TestStartEnquiry:
    def test_the_other_side_gets_it_by_mail_without_an_address(self, session: Session) -> None:
        talk = make_talk(session)

        (mail,) = mails_to(session, talk.answerer.email)

        assert "Membrane for brackish water" in mail.subject
        assert QUESTION in mail.text
        assert talk.sender.name in mail.text
        assert f"/enquiries/{talk.thread.public_id}" in mail.text
        for text in (mail.subject, mail.text, mail.html):
            assert talk.asker.email is not None
            assert talk.asker.email not in text
        assert mails_to(session, talk.asker.email) == []

    def test_every_member_is_told_in_their_language(self, session: Session) -> None:
        answerer = make_provider(session)
        colleague = make_user(session, language="zh")
        add_membership(session, answerer[1], colleague)

        make_talk(session, answerer=answerer)

        assert len(mails_to(session, answerer[0].email)) == 1
        assert mails_to(session, colleague.email)[0].language == "zh"

    def test_a_second_one_is_added_to_the_first(self, session: Session) -> None:
        talk = make_talk(session)

        again = start_enquiry(
            session, listing=talk.listing, sender=talk.sender, author_id=talk.asker.id, body="And?"
        )

        assert again is talk.thread
        assert count_messages(session) == 2

    def test_after_one_that_has_ended_another_begins(self, session: Session) -> None:
        talk = make_talk(session)
        close_enquiry(session, thread=talk.thread, actor_id=talk.asker.id, closer_id=talk.sender.id)

        again = start_enquiry(
            session, listing=talk.listing, sender=talk.sender, author_id=talk.asker.id, body="And?"
        )

        assert again is not talk.thread

    def test_the_same_form_sent_again_after_the_end_begins_nothing(self, session: Session) -> None:
        asker, sender = make_provider(session)
        listing = make_published(session, organisation=make_provider(session)[1])

        def ask() -> EnquiryThread:
            return start_enquiry(
                session,
                listing=listing,
                sender=sender,
                author_id=asker.id,
                body=QUESTION,
                token="t" * 27,
            )

        thread = ask()
        close_enquiry(session, thread=thread, actor_id=asker.id, closer_id=sender.id)

        assert ask() is thread

    def test_after_a_hand_over_the_new_owner_is_asked(self, session: Session) -> None:
        talk = make_talk(session)
        receiver, to = make_provider(session)
        hand_over(session, listing=talk.listing, actor_id=None, to=to, reason="Sold")

        def ask(body: str) -> EnquiryThread:
            return start_enquiry(
                session,
                listing=talk.listing,
                sender=talk.sender,
                author_id=talk.asker.id,
                body=body,
            )

        again = ask("And?")
        assert again is not talk.thread
        assert again.owner is to
        assert ask("And then?") is again
        assert len(mails_to(session, receiver.email)) == 2
        assert len(mails_to(session, talk.answerer.email)) == 1
        assert (talk.thread.owner, talk.thread.state) == (talk.owner, ThreadState.OPEN)

        hand_over(session, listing=talk.listing, actor_id=None, to=talk.owner, reason="Not sold")
        assert ask("Back?") is talk.thread

    def test_the_same_form_sent_twice_is_one_message_and_one_mail(self, session: Session) -> None:
        asker, sender = make_provider(session)
        answerer, owner = make_provider(session)
        listing = make_published(session, organisation=owner)

        for _ in range(2):
            start_enquiry(
                session,
                listing=listing,
                sender=sender,
                author_id=asker.id,
                body=QUESTION,
                token="t" * 27,
            )

        assert count_messages(session) == 1
        assert len(mails_to(session, answerer.email)) == 1

    def test_one_s_own_listing_is_not_asked_about(self, session: Session) -> None:
        owner, organisation = make_provider(session)
        listing = make_published(session, organisation=organisation)

        with pytest.raises(Conflict, match="own organisation"):
            start_enquiry(
                session, listing=listing, sender=organisation, author_id=owner.id, body="?"
            )

    @pytest.mark.parametrize(
        "obstacle", ["closed", "on hold", "withdrawn", "suspended", "unclaimed", "over", "sender"]
    )
    def test_what_takes_no_enquiries_is_left_alone(self, session: Session, obstacle: str) -> None:
        asker, sender = make_provider(session)
        deadline = now().date() - timedelta(days=1) if obstacle == "over" else None
        listing = make_published(
            session,
            content=need(enquiry_deadline=deadline),
            organisation=make_unclaimed(session) if obstacle == "unclaimed" else None,
        )
        if obstacle == "closed":
            set_open_for_enquiries(session, listing=listing, actor_id=None, is_open=False)
        if obstacle == "on hold":
            hold_listing(session, listing=listing, actor_id=None)
        if obstacle == "withdrawn":
            withdraw_listing(session, listing=listing, actor_id=None)
        if obstacle == "suspended":
            listing.organisation.state = OrganisationState.SUSPENDED
        if obstacle == "sender":
            sender.state = OrganisationState.SUSPENDED
        session.flush()

        with pytest.raises(Conflict):
            start_enquiry(session, listing=listing, sender=sender, author_id=asker.id, body="?")
        assert session.scalars(select(EnquiryThread)).all() == []


class TestAnswering:
    def test_a_reply_reaches_who_asked(self, session: Session) -> None:
        talk = make_talk(session)

        add_message(
            session, thread=talk.thread, sender=talk.owner, author_id=talk.answerer.id, body="1 kW"
        )

        (mail,) = mails_to(session, talk.asker.email)
        assert "1 kW" in mail.text

    def test_a_form_that_is_sent_again_with_other_words_is_another_message(
        self, session: Session
    ) -> None:
        talk = make_talk(session)

        for body in ("1 kW", "1 kW", "2 kW"):
            add_message(
                session,
                thread=talk.thread,
                sender=talk.owner,
                author_id=talk.answerer.id,
                body=body,
                token="t" * 27,
            )

        assert [message.body for message in talk.thread.messages][1:] == ["1 kW", "2 kW"]
        assert len(mails_to(session, talk.asker.email)) == 2

    def test_nothing_is_added_after_the_end(self, session: Session) -> None:
        talk = make_talk(session)
        close_enquiry(session, thread=talk.thread, actor_id=talk.asker.id, closer_id=talk.sender.id)

        with pytest.raises(Conflict, match="has ended"):
            add_message(
                session, thread=talk.thread, sender=talk.owner, author_id=talk.answerer.id, body="?"
            )

    def test_a_decline_tells_the_reason_in_the_reader_s_language(self, session: Session) -> None:
        asker = make_user(session, language="zh")
        talk = make_talk(session, asker=(asker, make_provider(session)[1]))
        add_membership(session, talk.sender, asker)

        decline_enquiry(
            session,
            thread=talk.thread,
            actor_id=talk.answerer.id,
            reason="cost-too-high",
            note="Ask again in spring.",
        )

        mail = mails_to(session, asker.email)[-1]
        assert mail.language == "zh"
        assert "\n\nAsk again in spring.\n" in mail.text
        assert "cost-too-high" not in mail.text
        assert talk.thread.state is ThreadState.DECLINED

    def test_a_second_click_changes_and_mails_nothing(self, session: Session) -> None:
        talk = make_talk(session)
        thread, actor_id = talk.thread, talk.answerer.id

        for _ in range(2):
            accept_enquiry(session, thread=thread, actor_id=actor_id)
        assert len(mails_to(session, talk.asker.email)) == 1

        for _ in range(2):
            close_enquiry(session, thread=thread, actor_id=actor_id, closer_id=talk.owner.id)
        assert len(mails_to(session, talk.asker.email)) == 2

    def test_the_other_side_learns_of_the_end(self, session: Session) -> None:
        talk = make_talk(session)

        close_enquiry(session, thread=talk.thread, actor_id=talk.asker.id, closer_id=talk.sender.id)

        mail = mails_to(session, talk.answerer.email)[-1]
        assert "closed the enquiry" in mail.text
        assert talk.sender.name in mail.text
        assert not mails_to(session, talk.asker.email)

    def test_what_was_declined_is_not_accepted(self, session: Session) -> None:
        talk = make_talk(session)
        decline_enquiry(
            session, thread=talk.thread, actor_id=talk.answerer.id, reason="cost-too-high"
        )

        with pytest.raises(Conflict, match="in the meantime"):
            accept_enquiry(session, thread=talk.thread, actor_id=talk.answerer.id)

    def test_the_words_of_the_first_decline_stand(self, session: Session) -> None:
        talk = make_talk(session)

        def decline(note: str) -> None:
            decline_enquiry(
                session,
                thread=talk.thread,
                actor_id=talk.answerer.id,
                reason="cost-too-high",
                note=note,
            )

        decline("Sorry.")
        decline("Sorry.")  # a second click
        with pytest.raises(Conflict, match="in the meantime"):
            decline("Never.")
        assert talk.thread.note == "Sorry."


class TestThreadHistory:
    def test_what_was_done_stands_between_the_messages(self, session: Session) -> None:
        talk = make_talk(session)
        other = make_talk(session)  # noise
        accept_enquiry(session, thread=other.thread, actor_id=other.answerer.id)

        accept_enquiry(session, thread=talk.thread, actor_id=talk.answerer.id)
        add_message(
            session, thread=talk.thread, sender=talk.owner, author_id=talk.answerer.id, body="1 kW"
        )
        close_enquiry(session, thread=talk.thread, actor_id=None, closer_id=talk.owner.id)

        session.expire_all()
        assert [
            each.message.body if each.message else each.state
            for each in thread_history(session, talk.thread)
        ] == [QUESTION, ThreadState.ACCEPTED, "1 kW", ThreadState.CLOSED]


class TestAnonymousOwner:
    @pytest.fixture
    def talk(self, session: Session) -> Talk:
        return make_talk(
            session,
            content=need(anonymous=True),
            answerer=make_provider(session, name=SECRET, name_zh="隐港公司", country="FJ"),
        )

    def masked(self, session: Session, talk: Talk) -> bool:
        return bool(masked_threads(session, [talk.thread]))

    def test_no_mail_to_the_sender_names_it(self, session: Session, talk: Talk) -> None:
        add_message(
            session, thread=talk.thread, sender=talk.owner, author_id=talk.answerer.id, body="Yes"
        )
        accept_enquiry(session, thread=talk.thread, actor_id=talk.answerer.id)

        mails = session.scalars(
            select(OutgoingMail).where(OutgoingMail.recipient == talk.asker.email)
        ).all()
        assert len(mails) == 2
        for mail in mails:
            everything = f"{mail.subject} {mail.sender_name} {mail.text} {mail.html}"
            assert "Harbour" not in everything
            assert talk.answerer.name not in everything
            assert talk.owner.public_id not in everything
            assert "Fiji" in everything

    def test_it_stays_unnamed_after_the_need_is_withdrawn_or_named_elsewhere(
        self, session: Session, talk: Talk
    ) -> None:
        withdraw_listing(session, listing=talk.listing, actor_id=None)
        assert self.masked(session, talk)

        hidden = side(talk.owner, masked=True)
        assert (hidden.name, hidden.name_zh, hidden.public_id) == ("", "", None)
        assert (hidden.type, hidden.country) == (talk.owner.type, "FJ")

    def test_it_may_choose_to_be_named(self, session: Session, talk: Talk) -> None:
        accept_enquiry(session, thread=talk.thread, actor_id=talk.answerer.id, reveal=True)

        assert not self.masked(session, talk)
        assert SECRET in mails_to(session, talk.asker.email)[-1].text

    def test_a_need_that_becomes_anonymous_hides_it_from_then_on(self, session: Session) -> None:
        talk = make_talk(session, content=need())
        assert not self.masked(session, talk)

        revision = make_revision(session, talk.listing, need(anonymous=True))
        approve_version(session, version=revision, seen=revision.edits)

        assert self.masked(session, talk)


class TestInbox:
    def test_each_part_has_its_threads(self, session: Session) -> None:
        me = make_provider(session)
        received = make_talk(session, answerer=me).thread
        sent = make_talk(session, asker=me).thread
        make_talk(session)  # noise
        mine = actor(me[0].id, me[1])

        def ids(part: Part) -> set[int]:
            return {thread.id for thread in session.scalars(inbox_of(mine, part))}

        assert ids(Part.ALL) == {received.id, sent.id}
        assert ids(Part.RECEIVED) == ids(Part.UNREAD) == {received.id}
        assert ids(Part.SENT) == {sent.id}

    def test_what_the_other_side_wrote_is_unread_until_it_is_read(self, session: Session) -> None:
        talk = make_talk(session)
        colleague = make_user(session)
        asker, answerer = actor(talk.asker.id, talk.sender), actor(talk.answerer.id, talk.owner)

        assert count_unread(session, answerer) == 1
        assert count_unread(session, asker) == 0
        assert unread_threads(session, answerer) == {talk.thread.id}

        mark_read(session, thread=talk.thread, user_id=talk.answerer.id)
        assert count_unread(session, answerer) == 0
        assert count_unread(session, actor(colleague.id, talk.owner)) == 1

        add_message(
            session, thread=talk.thread, sender=talk.owner, author_id=talk.answerer.id, body="1 kW"
        )
        assert count_unread(session, asker) == 1

    def test_a_withdrawn_listing_s_title_is_its_owner_s(self, session: Session) -> None:
        talk = make_talk(session)
        asker, answerer = actor(talk.asker.id, talk.sender), actor(talk.answerer.id, talk.owner)
        assert thread_titles(session, [talk.thread], asker, "en") == {
            talk.thread.id: "Membrane for brackish water"
        }

        withdraw_listing(session, listing=talk.listing, actor_id=None)

        assert thread_titles(session, [talk.thread], asker, "en") == {}
        assert len(thread_titles(session, [talk.thread], answerer, "en")) == 1

    def test_mails_do_not_name_a_withdrawn_listing_to_others(self, session: Session) -> None:
        talk = make_talk(session)
        withdraw_listing(session, listing=talk.listing, actor_id=None)

        add_message(
            session, thread=talk.thread, sender=talk.owner, author_id=talk.answerer.id, body="Gone"
        )

        mail = mails_to(session, talk.asker.email)[-1]
        assert "Membrane" not in mail.subject + mail.text + mail.html
        assert "Withdrawn listing" in mail.subject

    def test_a_draft_s_title_never_shows(self, session: Session) -> None:
        talk = make_talk(session)
        save_draft(
            session, listing=talk.listing, actor_id=None, content=technology("Secret"), seen=1
        )

        titles = thread_titles(session, [talk.thread], actor(talk.asker.id, talk.sender), "en")

        assert "Secret" not in titles.values()


class TestPermissions:
    def test_both_sides_read_and_write_until_the_end(self, session: Session) -> None:
        talk = make_talk(session)
        asker, answerer = actor(talk.asker.id, talk.sender), actor(talk.answerer.id, talk.owner)
        stranger, organisation = make_provider(session)
        other = actor(stranger.id, organisation)

        for person in (asker, answerer):
            assert can(person, "enquiry.read", talk.thread)
            assert can(person, "enquiry.write", talk.thread)
        assert can(answerer, "enquiry.decide", talk.thread)
        assert not can(asker, "enquiry.decide", talk.thread)
        assert not can(other, "enquiry.read", talk.thread)

        close_enquiry(session, thread=talk.thread, actor_id=talk.asker.id, closer_id=talk.sender.id)
        assert can(asker, "enquiry.read", talk.thread)
        assert not can(asker, "enquiry.write", talk.thread)
        # Told that it has ended, not that it was never theirs to decide.
        assert can(answerer, "enquiry.decide", talk.thread)
        assert not can(asker, "enquiry.decide", talk.thread)

    def test_a_suspended_side_may_still_read(self, session: Session) -> None:
        talk = make_talk(session)
        suspended = Actor(talk.asker.id, suspended_organisation_ids=frozenset({talk.sender.id}))

        assert can(suspended, "enquiry.read", talk.thread)
        assert not can(suspended, "enquiry.write", talk.thread)


class TestPrivacy:
    def test_messages_are_exported_and_stay_without_the_name(self, session: Session) -> None:
        talk = make_talk(session)
        make_talk(session)  # noise

        exported = export_person(session, talk.asker.id)["enquiries"]["messages"]
        assert [(row["enquiry"], row["body"]) for row in exported] == [
            (talk.thread.public_id, QUESTION)
        ]
        title = public_titles(session, [talk.thread.listing_id], "en")[talk.thread.listing_id]
        assert title
        assert [(row["listing"], row["title"]) for row in exported] == [
            (talk.thread.listing.public_id, title)
        ]

        erase_messages(session, talk.asker.id)
        session.expire_all()
        assert talk.thread.messages[0].body == QUESTION
        assert talk.thread.messages[0].author_id is None
        assert talk.thread.started_by is None
