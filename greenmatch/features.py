"""The features and where their pages stand: the one list that knows them all."""

from flask import Flask

from greenmatch.accounts import jobs as account_jobs
from greenmatch.accounts import privacy as account_privacy
from greenmatch.accounts import views as accounts
from greenmatch.accounts.identities import load_identity
from greenmatch.administration import views as administration
from greenmatch.catalogue import views as catalogue
from greenmatch.catalogue.setup import init_catalogue
from greenmatch.config import Settings
from greenmatch.core.logs import init_request_log
from greenmatch.core.outside import init_outside
from greenmatch.core.web.assets import init_assets
from greenmatch.core.web.homes import init_homes
from greenmatch.core.web.identity import init_identity
from greenmatch.core.web.kept import init_kept
from greenmatch.core.web.language import register
from greenmatch.core.web.presentation import init_presentation
from greenmatch.enquiries import views as enquiries
from greenmatch.enquiries.setup import init_enquiries
from greenmatch.matching import jobs as matching_jobs
from greenmatch.matching import views as matching
from greenmatch.matching.runtime import init_matching
from greenmatch.moderation import views as moderation
from greenmatch.moderation.setup import init_moderation
from greenmatch.organisations import privacy as organisation_privacy
from greenmatch.organisations import views as organisations
from greenmatch.pages import views as pages
from greenmatch.search import jobs as search_jobs
from greenmatch.search import views as search
from greenmatch.search.runtime import init_search
from greenmatch.search.views.limiting import init_limit

BLUEPRINTS = (
    accounts.bp,
    organisations.bp,
    catalogue.bp,
    search.bp,
    matching.bp,
    enquiries.bp,
    moderation.bp,
    administration.bp,
    pages.bp,
    pages.listings_bp,
)

# Endpoints that only take a form, with the page on which the form stands.
FORM_PAGES = {
    "accounts.confirm_again": "accounts.settings",
    "accounts.end": "accounts.sessions",
    "accounts.end_all": "accounts.sessions",
    "accounts.resend": "accounts.check_mail",
    "accounts.sign_out": "pages.home",
    "organisations.accept": "organisations.invitation",
    "organisations.join": "organisations.mine",
    "organisations.invite": "organisations.members",
    "organisations.revoke": "organisations.members",
    "organisations.change_role": "organisations.members",
    "catalogue.take_back": "catalogue.submit",
    "catalogue.discard": "listings.show",
    "catalogue.copy": "listings.show",
    "catalogue.hold": "listings.show",
    "catalogue.resume": "listings.show",
    "catalogue.confirm": "listings.show",
    "catalogue.set_open": "listings.show",
    "search.text_query": "search.results",
    "matching.shortlist": "matching.sheet",
    "matching.undo": "matching.sheet",
    "matching.mute": "matching.matches",
    "matching.unmute": "matching.matches",
    "enquiries.read": "enquiries.thread",
    "enquiries.accept": "enquiries.thread",
    "admin.activate": "admin.organisation",
    "admin.verify": "admin.organisation",
    "admin.reinstate_user": "admin.user",
    "admin.test_mail": "admin.site_settings",
}


def init_features(app: Flask, settings: Settings) -> None:
    """Register every feature's pages, jobs and consumers with the application."""
    init_assets(app)
    init_request_log(app)
    init_kept(app)
    init_presentation(app)
    init_outside(app, settings)
    init_identity(app, load_identity)
    account_jobs.init_jobs()
    account_privacy.init_privacy()
    organisation_privacy.init_privacy()
    init_catalogue(app)
    init_search(app, settings)
    init_limit(app, settings)
    search_jobs.init_jobs()
    init_matching(app, settings)
    matching_jobs.init_jobs()
    init_enquiries(app)
    init_moderation(app)
    for blueprint in BLUEPRINTS:
        register(app, blueprint)
    init_homes(app, FORM_PAGES)
    app.register_blueprint(administration.machine_bp)
