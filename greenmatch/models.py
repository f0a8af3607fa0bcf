"""Every model, so that migrations and tests know the whole schema."""

from greenmatch.accounts import models as accounts
from greenmatch.catalogue import models as catalogue
from greenmatch.core import audit, changes, jobs, limits, worker
from greenmatch.core.database import Base
from greenmatch.core.files import models as files
from greenmatch.core.mail import models as mail
from greenmatch.core.site import models as site
from greenmatch.enquiries import models as enquiries
from greenmatch.exchange import models as exchange
from greenmatch.matching import models as matching
from greenmatch.moderation import models as moderation
from greenmatch.organisations import models as organisations
from greenmatch.search import models as search

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "accounts",
    "audit",
    "catalogue",
    "changes",
    "enquiries",
    "exchange",
    "files",
    "jobs",
    "limits",
    "mail",
    "matching",
    "moderation",
    "organisations",
    "search",
    "site",
    "worker",
]
