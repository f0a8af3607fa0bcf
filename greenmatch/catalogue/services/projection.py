"""The one function that writes the public tables from a content."""

from collections.abc import Iterable, Iterator

from sqlalchemy import delete
from sqlalchemy.orm import Session

from greenmatch.catalogue.content import Content, Need, Technology, file_ids
from greenmatch.catalogue.models import (
    BenefitClaim,
    CodeUse,
    IpRightRow,
    Listing,
    ListingCode,
    ListingFile,
    ListingText,
    NeedDetails,
    RequirementRow,
    TechnologyDetails,
)
from greenmatch.catalogue.patents import patent_key
from greenmatch.core.database import Base

PROJECTED = (
    ListingText,
    ListingCode,
    ListingFile,
    TechnologyDetails,
    NeedDetails,
    BenefitClaim,
    IpRightRow,
    RequirementRow,
)


def project(session: Session, listing: Listing, content: Content) -> None:
    """Write the content's rows into the public tables, where none of the listing may stand."""
    session.add_all(_texts(listing.id, content))
    session.add_all(_codes(listing.id, content))
    session.add_all(_files(listing.id, content))
    if isinstance(content, Technology):
        session.add_all(_technology(listing.id, content))
    else:
        session.add_all(_need(listing.id, content))


def remove_projection(session: Session, listing_id: int) -> None:
    """Take the listing out of the public tables."""
    session.flush()
    for table in PROJECTED:
        session.execute(
            delete(table).where(table.listing_id == listing_id),
            execution_options={"synchronize_session": "fetch"},
        )


def _texts(listing_id: int, content: Content) -> Iterator[ListingText]:
    for language, text in content.texts.items():
        yield ListingText(
            listing_id=listing_id,
            language=language,
            original=language == content.original,
            title=text.title[:300],
            summary=text.summary,
        )


def _files(listing_id: int, content: Content) -> Iterator[ListingFile]:
    masked = isinstance(content, Need) and content.anonymous
    for file in sorted(file_ids(content)):
        yield ListingFile(listing_id=listing_id, file=file, masked=masked)


def _codes(listing_id: int, content: Content) -> Iterator[ListingCode]:
    suggested = {tag.code: tag.suggested for tag in content.sectors}
    for use, codes in _uses(content):
        for code in dict.fromkeys(codes):
            yield ListingCode(
                listing_id=listing_id,
                use=use,
                code=code,
                suggested=use is CodeUse.SECTOR and suggested[code],
            )


def _uses(content: Content) -> Iterator[tuple[CodeUse, Iterable[str]]]:
    yield CodeUse.SECTOR, [tag.code for tag in content.sectors]
    yield CodeUse.SDG, [str(goal) for goal in content.sdgs]
    yield CodeUse.IP_CLASS, content.classes
    yield CodeUse.COOPERATION, content.cooperation
    if isinstance(content, Technology):
        yield CodeUse.DEVELOPED_IN, content.developed_in
        yield CodeUse.DEPLOYED_IN, content.deployed_in
        yield CodeUse.WANTED_IN, content.countries_wanted
    elif content.country:
        yield CodeUse.NEEDED_IN, [content.country]


def _technology(listing_id: int, content: Technology) -> Iterator[Base]:
    yield TechnologyDetails(
        listing_id=listing_id,
        climate_objective=content.climate_objective,
        trl=content.trl,
        role=content.role,
        ip_situation=content.ip_situation,
    )
    for claim in content.claims:
        yield BenefitClaim(
            listing_id=listing_id,
            metric=claim.metric,
            value=claim.value,
            unit=claim.unit,
            baseline=claim.baseline,
            evidence=claim.evidence,
        )
    for right in content.ip_rights:
        yield IpRightRow(
            listing_id=listing_id,
            kind=right.kind,
            number=right.number,
            number_key=patent_key(right.number) or "",
            status=right.status,
        )


def _need(listing_id: int, content: Need) -> Iterator[Base]:
    yield NeedDetails(
        listing_id=listing_id,
        climate_objective=content.climate_objective,
        country=content.country,
        least_trl=content.least_trl,
        budget_band=content.budget_band,
        enquiry_deadline=content.enquiry_deadline,
        anonymous=content.anonymous,
    )
    for requirement in content.requirements:
        yield RequirementRow(
            listing_id=listing_id,
            text=requirement.text,
            strength=requirement.strength,
            threshold=requirement.threshold,
            unit=requirement.unit,
        )
