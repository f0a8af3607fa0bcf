"""What is stored of people, their sessions and the links mailed to them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from greenmatch.core.database import Base, IntPk, PublicId, UtcDateTime, enum_column
from greenmatch.core.i18n import _
from greenmatch.core.permissions import Role


class AccountState(StrEnum):
    """Whether an account can be used. Of a deleted one only the row is left, without a name."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    DELETED = "deleted"


class Purpose(StrEnum):
    """What a mailed link is for."""

    CONFIRM = "confirm"
    RESET = "reset"
    CHANGE_MAIL = "change-mail"


class User(Base):
    """A person. `email` is stored in lower case and unique among the accounts in use."""

    __tablename__ = "user"

    id: Mapped[IntPk]
    public_id: Mapped[PublicId]
    email: Mapped[str | None] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(enum_column(Role), default=Role.PERSON)
    state: Mapped[AccountState] = mapped_column(
        enum_column(AccountState), default=AccountState.ACTIVE
    )
    language: Mapped[str] = mapped_column(String(5), default="en")
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    terms_accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def shown_name(self) -> str:
        """The name for others; of a deleted account only that it was one."""
        return self.name or _("Deleted account")


class UserSession(Base):
    """A browser that is signed in; the cookie's token is stored as a hash."""

    __tablename__ = "user_session"

    id: Mapped[IntPk]
    public_id: Mapped[PublicId]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    browser: Mapped[str] = mapped_column(String(200), default="")

    user: Mapped[User] = relationship()


class MailedLink(Base):
    """A one-time link; its token is stored as a hash. `email` is the new address, if one."""

    __tablename__ = "mailed_link"

    id: Mapped[IntPk]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    purpose: Mapped[Purpose] = mapped_column(enum_column(Purpose))
    email: Mapped[str | None] = mapped_column(String(320))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()
