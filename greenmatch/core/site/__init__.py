"""The site as its administrator set it up: name, logo, contact, and the texts of fixed pages."""

from greenmatch.core.site.models import PageText, SiteSetting
from greenmatch.core.site.pages import (
    PAGE_TITLES,
    PageVersion,
    default_text,
    fill_in,
    page_html,
    page_version,
    save_page_text,
)
from greenmatch.core.site.settings import (
    LocalSite,
    SiteSettings,
    change_site_settings,
    site_settings,
)

__all__ = [
    "PAGE_TITLES",
    "LocalSite",
    "PageText",
    "PageVersion",
    "SiteSetting",
    "SiteSettings",
    "change_site_settings",
    "default_text",
    "fill_in",
    "page_html",
    "page_version",
    "save_page_text",
    "site_settings",
]
