"""The pages that combine features: a readable table of addresses."""

from flask import Blueprint

from greenmatch.pages.views import dashboard, fixed, home, listings, organisations, places

bp = Blueprint("pages", __name__)
bp.add_url_rule("/", "home", home.home)
bp.add_url_rule("/dashboard", "dashboard", dashboard.dashboard)
bp.add_url_rule("/sectors", "sectors", places.all_sectors)
bp.add_url_rule("/sectors/<group>", "sector_group", places.sector_group)
bp.add_url_rule("/sectors/<group>/<slug>", "sector", places.one_sector)
bp.add_url_rule("/organisations/<public_id>", "organisation", organisations.show)
bp.add_url_rule("/countries", "countries", places.all_countries)
bp.add_url_rule("/countries/<code>", "country", places.one_country)
for _name in ("about", "help", "terms", "privacy", "legal"):
    bp.add_url_rule(f"/{_name}", _name, fixed.page, defaults={"name": _name})

listings_bp = Blueprint("listings", __name__)
listings_bp.add_url_rule("/listings/<public_id>", "show", listings.show)
