"""What the URL of a server says, with its secrets kept apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from neo4j import TrustCustomCAs, basic_auth

from graphmodel.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from neo4j import Auth

    from graphmodel.store.base import Credentials

__all__ = ["Address", "address"]

_ROUTING = frozenset(("policy", "region"))
"""What a cluster takes to choose among its members."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is, and how to get in."""

    uri: str
    """Without user, password and database."""
    shown: str
    """Host and port, as a message names them."""
    username: str | None
    """Nothing where there is no password, for a server that asks for none."""
    database: str | None
    auth: Auth | None = field(repr=False)
    security: dict[str, Any] = field(repr=False)
    """What the driver is told of encryption, where the URL does not tell it."""


def address(url: str, credentials: Credentials) -> Address:
    """Read a URL; what it says of user, password and database counts before the credentials.

    Raises
    ------
    StoreError
        If it is not the URL of a server, or the file with trusted certificates is not there.
    """
    parts, place = _split(url)
    options = dict(parse_qsl(parts.query))
    database = options.pop("database", None) or credentials.database
    if options.keys() - (_ROUTING if parts.scheme.startswith("neo4j") else set()):
        # Neither names nor values are shown: people write passwords there.
        raise StoreError(
            "the URL of the store has an option that it cannot take: expected at most ?database=NAME, and with "
            "neo4j:// ?policy=NAME; a user and password stand before HOST, or in NEO4J_USERNAME and NEO4J_PASSWORD"
        )
    scheme, security = _security(parts.scheme, credentials.trusted)
    routing = f"?{urlencode(options)}" if options else ""
    username = unquote(parts.username) if parts.username else credentials.username or "neo4j"
    password = unquote(parts.password) if parts.password else credentials.password
    uri = f"{scheme}://{place}{routing}"
    if not password:
        return Address(uri, place, None, database, None, security)
    return Address(uri, place, username, database, basic_auth(username, password), security)


def _split(url: str) -> tuple[SplitResult, str]:
    """Return the parts of a URL, and its host with its port."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        # The URL itself stays out of the message: it may hold a password.
        raise StoreError("the URL of the store cannot be read: expected neo4j://HOST:PORT") from None
    if not parts.hostname or parts.path not in {"", "/"} or parts.fragment or "@" in parts.query:
        raise StoreError(
            f"the URL of the store cannot be read: expected {parts.scheme}://HOST:PORT, and after it at most "
            "?database=NAME; a user and password before HOST need %-escapes for / ? # @ and :"
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return parts, f"{host}{port}"


def _security(scheme: str, trusted: Path | None) -> tuple[str, dict[str, Any]]:
    """Return the scheme for the driver, which takes certificates of one's own only beside a plain one."""
    if trusted is None or scheme.endswith("+ssc"):
        return scheme, {}
    if not trusted.is_file():
        raise StoreError(f"{trusted} is not a file: expected the certificates to trust, in PEM")
    return scheme.removesuffix("+s"), {"encrypted": True, "trusted_certificates": TrustCustomCAs(str(trusted))}
