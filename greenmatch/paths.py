"""Where the files that are not Python modules lie, in a wheel and in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def template_folder() -> Path:
    """The folder of the page and mail templates."""
    return _inside_or_beside("templates")


def static_folder() -> Path:
    """The folder of stylesheets, scripts, fonts and pictures."""
    return _inside_or_beside("static")


def default_instance_folder() -> Path:
    """Where run-time data goes when no setting says so.

    In a checkout (also an editable install) its own `instance` folder, so that starting from
    another folder finds the same data; for an installed wheel the current folder's, because
    nothing may be written beside installed code.
    """
    checkout = _PACKAGE.parent
    root = checkout if (checkout / "setup.cfg").is_file() else Path.cwd()
    return root / "instance"


def _inside_or_beside(name: str) -> Path:
    """A wheel has the folder inside the package, a checkout beside it."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def translation_folder() -> Path:
    """The folder of the translation catalogues, compiled ones included."""
    return _PACKAGE / "translations"


def migration_folder() -> Path:
    """The folder of the database migrations."""
    return _PACKAGE / "migrations"
