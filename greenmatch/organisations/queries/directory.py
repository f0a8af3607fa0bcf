"""The public directory: narrowed, counted, by name."""

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from greenmatch.core.text import normalise
from greenmatch.organisations.models import Organisation, OrganisationState
from greenmatch.organisations.queries.figures import is_known


@dataclass(frozen=True)
class DirectoryFilter:
    """What the directory is narrowed to; empty values narrow nothing."""

    text: str = ""
    type: str = ""
    country: str = ""


def directory(wanted: DirectoryFilter) -> Select[Organisation]:
    """Organisations that anybody may see, by name."""
    query = select(Organisation).where(*_conditions(wanted))
    return query.order_by(Organisation.folded, Organisation.id)


def count_types(session: Session, wanted: DirectoryFilter) -> dict[str, int]:
    """How many organisations of each type fit the other filters; the type may be empty."""
    return _count(session, Organisation.type, replace(wanted, type=""))


def count_countries(session: Session, wanted: DirectoryFilter) -> dict[str, int]:
    """How many organisations of each country fit the other filters; it may be empty."""
    return _count(session, Organisation.country, replace(wanted, country=""))


def _count(
    session: Session, column: InstrumentedAttribute[str], wanted: DirectoryFilter
) -> dict[str, int]:
    query = select(column, func.count()).where(*_conditions(wanted)).group_by(column)
    return {row[0]: row[1] for row in session.execute(query)}


def _conditions(wanted: DirectoryFilter) -> list[ColumnElement[bool]]:
    words = normalise(wanted.text).split()
    conditions = [Organisation.folded.contains(word, autoescape=True) for word in words]
    conditions += [Organisation.state == OrganisationState.ACTIVE, is_known()]
    if wanted.type:
        conditions.append(Organisation.type == wanted.type)
    if wanted.country:
        conditions.append(Organisation.country == wanted.country)
    return conditions
