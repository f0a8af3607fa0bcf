"""Who may do what to a person's account. What people do to their own is `account.use`."""

from greenmatch.accounts.models import AccountState, User
from greenmatch.core.permissions import Actor, rule


@rule("account.act")
def may_act(actor: Actor, _thing: object) -> bool:
    """Whoever has confirmed their address and is not suspended."""
    return actor.signed_in and actor.confirmed


@rule("account.administer")
def may_administer(actor: Actor, user: User) -> bool:
    """Administrators suspend others and give roles, but cannot lock themselves out."""
    return actor.administers and user.id != actor.user_id and user.state is not AccountState.DELETED
