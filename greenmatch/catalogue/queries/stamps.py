"""What tells whether the public face of a listing is still the one that was made before."""

from collections.abc import Hashable, Sequence

from sqlalchemy import bindparam, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from greenmatch.catalogue.models import Listing, ListingVersion
from greenmatch.catalogue.queries.public import ListingRow, OrganisationRow
from greenmatch.catalogue.states import ListingState
from greenmatch.organisations.models import Organisation, OrganisationState


def public_stamps(session: Session, ids: Sequence[int]) -> dict[int, Hashable]:
    """A stamp for those of the listings that are live, by id, in the order asked.

    It changes with everything that `public_listings` shows of a listing. Its content is told by
    the version's number and when that was saved, so that it need not be read.
    """
    if not ids:
        return {}
    rows = session.connection().execute(_STAMPS, {"ids": list(ids)})
    found: dict[int, Hashable] = {row[0]: tuple(row) for row in rows}
    return {listing_id: found[listing_id] for listing_id in ids if listing_id in found}


_LISTING = Listing.metadata.tables[Listing.__tablename__].c
_ORGANISATION = Listing.metadata.tables[Organisation.__tablename__].c
_VERSION = Listing.metadata.tables[ListingVersion.__tablename__].c
# Of the tables, not of the models: a row comes as the driver gives it, since nobody reads it.
_STAMPS = (
    select(
        _LISTING.id,
        *(
            type_coerce(column, NullType())
            for column in (
                *(_LISTING[name] for name in (*ListingRow._fields[1:], "public_number")),
                *(_ORGANISATION[name] for name in (*OrganisationRow._fields, "revision")),
                _VERSION.saved_at,
            )
        ),
    )
    .join(_ORGANISATION.id.table, _ORGANISATION.id == _LISTING.organisation_id)
    .join(
        _VERSION.id.table,
        (_VERSION.listing_id == _LISTING.id) & (_VERSION.number == _LISTING.public_number),
    )
    .where(
        _LISTING.id.in_(bindparam("ids", expanding=True)),
        _LISTING.state == ListingState.PUBLISHED,
        _ORGANISATION.state == OrganisationState.ACTIVE,
    )
)
