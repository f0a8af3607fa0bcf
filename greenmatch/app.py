"""The application: settings in, a Flask application out."""

from datetime import timedelta

from flask import Flask
from flask_migrate import Migrate
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from greenmatch.config import Settings, load_secret_key
from greenmatch.core.database import db, engine_options, init_database
from greenmatch.core.i18n import init_i18n
from greenmatch.core.web.access import shown_to_reader
from greenmatch.core.web.compression import init_compression
from greenmatch.core.web.failures import init_failures
from greenmatch.core.web.language import init_language
from greenmatch.core.web.links import page_url
from greenmatch.core.web.runtime import keep_settings
from greenmatch.core.web.security import init_security
from greenmatch.core.web.transactions import init_transactions
from greenmatch.features import init_features
from greenmatch.paths import migration_folder, template_folder


def create_app(settings: Settings) -> Flask:
    """An application that serves every page; the database must have been migrated."""
    settings.instance.mkdir(0o700, parents=True, exist_ok=True)
    app = Flask(
        "greenmatch",
        template_folder=str(template_folder()),
        static_folder=None,
        instance_path=str(settings.instance.resolve()),
    )
    app.config.update(_configuration(settings))
    keep_settings(app, settings)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops, 0, 0)  # type: ignore[method-assign]
    init_database(app)
    Migrate(app, db, directory=str(migration_folder()), render_as_batch=True)
    _init_web(app)
    init_features(app, settings)
    return app


def _configuration(settings: Settings) -> dict[str, object]:
    uri = settings.database_uri
    return {
        "SECRET_KEY": load_secret_key(settings),
        "SQLALCHEMY_DATABASE_URI": uri,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(uri),
        "PERMANENT_SESSION_LIFETIME": timedelta(days=settings.session_days),
        "SESSION_COOKIE_NAME": "greenmatch",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.base_url.startswith("https:"),
        "SESSION_REFRESH_EACH_REQUEST": False,
        "MAX_FORM_MEMORY_SIZE": settings.max_form_size,
        "MAX_CONTENT_LENGTH": settings.max_form_size
        + max(settings.max_image_size, settings.max_document_size),
        "MAX_FORM_PARTS": 2000,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _init_web(app: Flask) -> None:
    init_transactions(app)
    init_i18n(app)
    init_language(app)
    init_security(app)
    init_compression(app)
    init_failures(app)
    CSRFProtect(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(may=shown_to_reader, page_url=page_url)
