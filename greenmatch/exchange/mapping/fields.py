"""Our fields, each with the function that reads it. Texts are apart: they come by language."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from greenmatch.catalogue.content import TextBlock
from greenmatch.exchange.mapping import rows, values
from greenmatch.exchange.mapping.pulling import Pull

Read = Callable[[Pull, Mapping[str, Any]], Any]

TEXTS = tuple(name for name in TextBlock.__struct_fields__ if name != "keywords")

SHARED: dict[str, Read] = {
    "sectors": values.read_sectors,
    "climate_objective": partial(values.read_code, name="climate_objective"),
    "sdgs": values.read_goals,
    "classes": values.read_classes,
    "cooperation": partial(values.read_codes, name="cooperation"),
    "link": values.read_link,
}
TECHNOLOGY: dict[str, Read] = {
    **SHARED,
    "trl": values.read_level,
    "developed_in": values.read_countries,
    "deployed_in": values.read_countries,
    "role": partial(values.read_code, name="uploader_role"),
    "claims": rows.read_claims,
    "ip_situation": partial(values.read_code, name="ip_situation"),
    "ip_rights": rows.read_rights,
    "countries_wanted": values.read_countries,
}
NEED: dict[str, Read] = {
    **SHARED,
    "country": values.read_country,
    "least_trl": values.read_level,
    "requirements": rows.read_requirements,
    "budget_band": values.read_band,
    "enquiry_deadline": values.read_date,
    "anonymous": values.read_flag,
}
FIELDS = frozenset({*TEXTS, "keywords", *TECHNOLOGY, *NEED})

ORGANISATION: dict[str, Read] = {
    "name": Pull.text,
    "name_zh": Pull.text,
    "type": partial(values.read_code, name="organisation_type"),
    "country": values.read_country,
    "website": values.read_link,
    "about": Pull.text,
    "about_zh": Pull.text,
}
ROW: dict[str, Read] = {
    "id": Pull.text,
    "kind": Pull.text,
    "source": Pull.text,
    "url": values.read_link,
    "licence": Pull.text,
    "language": Pull.text,
}
