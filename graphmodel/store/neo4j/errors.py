"""What the driver's errors mean to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError

from graphmodel.errors import NoPasswordError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphmodel.store.neo4j.address import Address

__all__ = ["is_out_of_memory", "is_passing", "is_starting", "is_timeout", "store_error"]

_REFUSALS = {
    "Unauthorized": "{place} refuses the password of {user!r}: check NEO4J_USERNAME and NEO4J_PASSWORD",
    "AuthenticationRateLimit": (
        "{place} has had too many wrong passwords: wait some seconds, then try again with the right one"
    ),
    "CredentialsExpired": "{place} wants a new password first: ALTER CURRENT USER SET PASSWORD FROM … TO …",
    "DatabaseNotFound": "{place} has no database {database!r}: check NEO4J_DATABASE, or ?database= in the URL",
    "Forbidden": "{place} does not let {user!r} do this: {said}",
    "WriteOnReadOnlyAccessDatabase": "{place} keeps this database read-only: {said}",
    "ConstraintValidationFailed": (
        "{place} has a rule of somebody else's that the graph would break; load it into a database of its own, or drop "
        "the rule. It said: {said}"
    ),
    "memory": (
        "{place} has too little memory for this: raise server.memory.heap.max_size (a transaction may take "
        "dbms.memory.transaction.total.max, by default 70 % of it). It said: {said}"
    ),
    "other": "{place} says: {said} ({code})",
}

_SILENCES = (
    (
        "CERTIFICATE_VERIFY_FAILED",
        (
            "the certificate of {place} is not trusted: name the file with the certificate that signed it in NEO4J_CA, "
            "or take neo4j+ssc:// or bolt+ssc:// if you know that nobody stands between"
        ),
    ),
    (
        "incomplete handshake",
        "{place} closes the connection at once, as a server does that wants TLS: try neo4j+s:// or bolt+s://",
    ),
    ("SSL", "{place} does not speak TLS: take neo4j:// or bolt:// if you know that nobody stands between ({said})"),
    ("", "cannot connect to {place}: check that Neo4j runs there and that host and port are right ({said})"),
)


def store_error(error: Neo4jError | DriverError, address: Address) -> StoreError:
    """Return the error that says what went wrong and what to do, without any secret."""
    if isinstance(error, DriverError):
        return StoreError(_silence(error, address))
    refusal = _refusal(error)
    if refusal == "Unauthorized" and address.username is None:
        return NoPasswordError(f"{address.shown} asks for a user and password: set NEO4J_USERNAME and NEO4J_PASSWORD")
    place, user, database = address.shown, address.username, address.database
    words = _REFUSALS[refusal]
    return StoreError(words.format(place=place, user=user, database=database, said=error.message, code=error.code))


def _silence(error: DriverError, address: Address) -> str:
    if not error.is_retryable():
        return f"the connection to {address.shown} failed: {error}"
    message = " ".join(f"{type(each).__name__}: {each}" for each in _causes(error))
    text = next(text for sign, text in _SILENCES if sign in message)
    return text.format(place=address.shown, said=error)


def _refusal(error: Neo4jError) -> str:
    title = (error.code or "").rpartition(".")[2]
    if is_out_of_memory(error):
        return "memory"
    return title if title in _REFUSALS else "other"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def is_out_of_memory(error: Exception) -> bool:
    """Return whether the server had too little memory; to try the same again is hopeless, whatever the driver says."""
    code = (error.code or "") if isinstance(error, Neo4jError) else ""
    return "OutOfMemory" in code or "MemoryLimit" in code


def is_passing(error: Exception) -> bool:
    """Return whether the same may succeed a moment later.

    Also where the connection broke during a commit: whether that landed has to be looked up before it is done again.
    """
    if isinstance(error, IncompleteCommit):
        return True
    return isinstance(error, (Neo4jError, DriverError)) and error.is_retryable() and not is_out_of_memory(error)


def is_starting(error: Exception) -> bool:
    """Return whether the server is up, but its database still starting."""
    return isinstance(error, Neo4jError) and (error.code or "").endswith("DatabaseUnavailable")


def is_timeout(error: Exception) -> bool:
    """Return whether the server stopped what took too long."""
    return isinstance(error, Neo4jError) and "TransactionTimedOut" in (error.code or "")
