"""Every model, so that migrations and tests know the whole schema."""

from greenmatch.accounts import models as accounts
from greenmatch.catalogue import models as catalogue
from greenmatch.core import audit, changes, jobs, worker
from greenmatch.core.database import Base
from greenmatch.organisations import models as organisations

METADATA = Base.metadata

__all__ = ["METADATA", "accounts", "audit", "catalogue", "changes", "jobs", "organisations", "worker"]
