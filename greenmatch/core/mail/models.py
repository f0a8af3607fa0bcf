"""The outbox: mails wait here, in the transaction of what they tell of, until they are sent."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from greenmatch.core.clock import now
from greenmatch.core.database import Base, IntPk, UtcDateTime


class OutgoingMail(Base):
    """A mail as it will be sent; its content is blanked once it has been sent or given up.

    `next_attempt_at` is empty when nothing more will be tried. While a mail is being sent the
    time lies ahead, so that nobody else takes it, and so that it is tried again after a crash.
    """

    __tablename__ = "outgoing_mail"

    id: Mapped[IntPk]
    recipient: Mapped[str] = mapped_column(String(320), index=True)
    language: Mapped[str] = mapped_column(String(10))
    sender_name: Mapped[str] = mapped_column(String(200))
    template: Mapped[str] = mapped_column(String(100))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=now, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    last_error: Mapped[str] = mapped_column(String(200), default="")

    def blank(self) -> None:
        """Forget what was said: a mail may hold a link that signs somebody in."""
        self.subject = self.text = self.html = ""
