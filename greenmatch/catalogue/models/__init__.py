"""What is stored of listings: the listing, its versions, and the projection of the public one."""

from greenmatch.catalogue.models.listing import Listing, ListingVersion
from greenmatch.catalogue.models.projection import (
    BenefitClaim,
    CodeUse,
    IpRightRow,
    ListingCode,
    ListingFile,
    ListingText,
    NeedDetails,
    RequirementRow,
    TechnologyDetails,
)

__all__ = [
    "BenefitClaim",
    "CodeUse",
    "IpRightRow",
    "Listing",
    "ListingCode",
    "ListingFile",
    "ListingText",
    "ListingVersion",
    "NeedDetails",
    "RequirementRow",
    "TechnologyDetails",
]
