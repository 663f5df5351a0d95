"""Settings from the environment, frozen once at start. The defaults are safe in production."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(ValueError):
    """A setting that cannot be used; the text names it and says what it takes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and how the site behaves.

    data: folder of everything that must survive (database, keys, backups, compiled pages)
    database_url: SQLAlchemy address; SQLite in `data` unless set
    content: "public", or "members" when lessons ask for a sign-in first
    content_root: folder that holds courses/, quizzes/, media/ and translations/
    address: the site's public base address, for certificates, slips and QR codes
    secure_cookies: HTTPS only, `__Host-` cookies and HSTS
    proxies: how many trusted proxies stand in front (their forwarding headers are believed)
    drafts, pseudo: an author's preview: unpublished modules and pseudo-languages
    """

    data: Path = ROOT / "var"
    database_url: str = ""
    content: str = "public"
    content_root: Path = ROOT
    host: str = "127.0.0.1"
    port: int = 8000
    address: str = ""
    secure_cookies: bool = False
    proxies: int = 0
    drafts: bool = False
    pseudo: bool = False

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'waymark.db'}"

    @property
    def base(self) -> str:
        """The public base address without a trailing slash."""
        return (self.address or f"http://{self.host}:{self.port}").rstrip("/")


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Settings from LMS_* variables (and PORT). Raises BadSetting."""
    address = environ.get("LMS_ADDRESS", "")
    return Settings(
        data=Path(environ.get("LMS_DATA") or ROOT / "var").resolve(),
        database_url=_database(environ.get("LMS_DATABASE_URL", "")),
        content=_one_of("LMS_CONTENT", environ.get("LMS_CONTENT", "public"), ("public", "members")),
        content_root=Path(environ.get("LMS_CONTENT_ROOT") or ROOT).resolve(),
        host=environ.get("LMS_HOST", "127.0.0.1"),
        port=_whole("PORT", environ.get("PORT", "8000"), 0, 65535),
        address=_address(address),
        secure_cookies=address.startswith("https://"),
        proxies=_whole("LMS_PROXIES", environ.get("LMS_PROXIES", "0"), 0, 5),
        drafts=_switch("LMS_DRAFTS", environ.get("LMS_DRAFTS", "")),
        pseudo=_switch("LMS_PSEUDO", environ.get("LMS_PSEUDO", "")),
    )


def _database(url: str) -> str:
    """PostgreSQL addresses in their usual spelling are driven by psycopg 3."""
    for usual in ("postgresql://", "postgres://"):
        if url.startswith(usual):
            return "postgresql+psycopg://" + url.removeprefix(usual)
    if url and not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSetting("LMS_DATABASE_URL takes sqlite:///… or postgresql://…")
    return url


def _address(text: str) -> str:
    if text and not text.startswith(("https://", "http://")):
        raise BadSetting("LMS_ADDRESS takes the site's full address, such as https://learn.example.org")
    return text


def _one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise BadSetting(f"{name} takes one of: {', '.join(allowed)}")
    return text


def _whole(name: str, text: str, low: int, high: int) -> int:
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise BadSetting(f"{name} takes a whole number from {low} to {high}")
    return int(text)


def _switch(name: str, text: str) -> bool:
    return _one_of(name, text or "0", ("0", "1")) == "1"
