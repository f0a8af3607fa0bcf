"""The table of settings. docs/settings.md is made from it."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from greenmatch.config import parsing
from greenmatch.config.parsing import SettingsError
from greenmatch.config.table import Group, read_values
from greenmatch.paths import default_instance_folder


def _instance(value: str) -> Path:
    return parsing.folder(value) if value else default_instance_folder()


_data = Group("Data")
_address = Group("Address and server")
_mail = Group("Mail")
_limits = Group("Limits")
_work = Group("Search, worker and logs")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings of one process. Times are in seconds and sizes in bytes."""

    instance: Path = _data(
        _instance,
        "",
        "Folder of everything that is written at run time: database, index, uploads, mails, "
        "secrets. Trust it like the code: never unpack a stranger's into it. Without it, "
        "`instance` in the checkout or, when installed as a package, in the current folder.",
    )
    database_url: str = _data(
        parsing.database_address,
        "",
        "`postgresql://user:password@host/database`. Without it, SQLite in the instance folder.",
    )
    secret_key: str = _data(
        parsing.secret,
        "",
        "Signs sessions and links in mails. Without it, one is made on the first run and kept in "
        "the instance folder; set it where several hosts serve the same site.",
    )
    allow_sample_accounts: bool = _data(
        parsing.switch,
        "no",
        "Lets a public address start although the accounts of the sample catalogue exist. Only "
        "for a demonstration: their passwords lie in the instance folder.",
    )

    public_url: str = _address(
        parsing.web_address,
        "",
        "The address that people type, such as `https://greenmatch.example`; links in mails start "
        "with it, and with https cookies are sent over https only. Without it the site is for "
        "this machine alone.",
    )
    host: str = _address(parsing.text, "127.0.0.1", "Address on which the server listens.")
    port: int = _address(
        parsing.integer(0, 65535),
        "8000",
        "Port on which the server listens; 0 takes a free one. `PORT` is understood too.",
        also="PORT",
    )
    web_workers: int = _address(
        parsing.integer(1, 64), "1", "Server processes. Each has its own search cache."
    )
    web_threads: int = _address(
        parsing.integer(1, 64), "4", "Requests that one server process answers at a time."
    )
    trusted_proxies: int = _address(
        parsing.integer(0, 5),
        "0",
        "How many proxies of yours stand before the server. That many entries of "
        "`X-Forwarded-For` and its kin are believed; set too high, anybody can forge an address.",
    )
    session_days: int = _address(
        parsing.integer(1, 365), "30", "Days after which an unused sign-in ends."
    )

    smtp_host: str = _mail(
        parsing.text,
        "",
        "Mail server. Without it mails are kept in the instance folder and can be read on this "
        "machine at a page of their own.",
    )
    smtp_port: int = _mail(parsing.integer(1, 65535), "587", "Its port.")
    smtp_security: str = _mail(
        parsing.one_of("starttls", "tls", "none"),
        "starttls",
        "`starttls` (usual on 587), `tls` (usual on 465), or `none` for a server on this machine.",
    )
    smtp_user: str = _mail(parsing.text, "", "Name to sign in there, if it asks for one.")
    smtp_password: str = _mail(str, "", "The password that goes with it.")
    mail_from: str = _mail(
        parsing.text, "", "Sender of all mails, such as `GreenMatch <noreply@greenmatch.example>`."
    )

    max_form_size: int = _limits(
        parsing.size, "1 MiB", "Largest form without its files that is accepted."
    )
    max_image_size: int = _limits(parsing.size, "10 MiB", "Largest picture that is accepted.")
    max_image_pixels: int = _limits(
        parsing.integer(1_000_000, 200_000_000),
        "40000000",
        "Most pixels of a picture; one with more is refused before it is decoded.",
    )
    max_document_size: int = _limits(parsing.size, "20 MiB", "Largest document that is accepted.")
    max_files_per_listing: int = _limits(
        parsing.integer(1, 100), "20", "Most pictures and documents that one listing may have."
    )
    rate_limits: bool = _limits(
        parsing.switch,
        "yes",
        "Switches off the limits below when a proxy before the server already has some.",
    )
    sign_ins_per_hour: int = _limits(
        parsing.integer(1, 100_000), "20", "Failed sign-ins per account, and per network address."
    )
    sign_ups_per_hour: int = _limits(
        parsing.integer(1, 100_000), "20", "New accounts and requested mails per network address."
    )
    enquiries_per_day: int = _limits(parsing.integer(1, 100_000), "30", "New enquiries per person.")
    searches_per_minute: int = _limits(
        parsing.integer(1, 100_000),
        "120",
        "Searches per network address, counted by each server process for itself.",
    )

    search_memory: int = _work(
        parsing.size,
        "256 MiB",
        "Memory that each server process may use to keep decoded postings of the index.",
    )
    worker_poll: float = _work(
        parsing.seconds(0.01, 60),
        "0.1",
        "Seconds between two looks of the worker for changes to index and mails to send.",
    )
    log_level: str = _work(
        parsing.one_of("DEBUG", "INFO", "WARNING", "ERROR"), "INFO", "Least serious line logged."
    )

    def __post_init__(self) -> None:
        """Refuses what contradicts itself, also after a command's option replaced a value."""
        if problems := _contradictions(self):
            raise SettingsError("\n".join(problems))

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """The settings that the variables say; an empty variable counts as unset.

        Raises SettingsError with a sentence for every variable that cannot be used.
        """
        return cls(**read_values(fields(cls), environment))

    @property
    def database_uri(self) -> str:
        """The SQLAlchemy URL of the database in use."""
        return self.database_url or f"sqlite:///{self.instance / 'greenmatch.sqlite'}"

    @property
    def base_url(self) -> str:
        """What absolute links start with, without a closing slash."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def is_public(self) -> bool:
        """Whether people on other machines may reach the site."""
        return not (_is_loopback(self.host) and _is_loopback(urlsplit(self.base_url).hostname))


def _contradictions(settings: Settings) -> list[str]:
    problems = []
    if not _is_loopback(settings.host) and not settings.public_url:
        problems.append(
            f"GREENMATCH_PUBLIC_URL must be set when the server listens on {settings.host}: "
            "links in mails need the address that people type."
        )
    if settings.smtp_host and "@" not in settings.mail_from:
        problems.append("GREENMATCH_MAIL_FROM must be set to the sender's address to send mail.")
    if settings.smtp_password and not settings.smtp_user:
        problems.append("GREENMATCH_SMTP_USER must be set when GREENMATCH_SMTP_PASSWORD is.")
    return problems


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
