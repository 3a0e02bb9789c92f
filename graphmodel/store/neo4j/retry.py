"""Retries transient failures: a server that is unavailable or starting up, and deadlocks."""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING, TypeVar

from neo4j.exceptions import DriverError, Neo4jError

from graphmodel.store.neo4j.errors import is_passing

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["retry"]

T = TypeVar("T")

_PAUSES = (0.05, 0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0)


def retry(work: Callable[[], T], passing: Callable[[Exception], bool] = is_passing, *, seconds: float = 10.0) -> T:
    """Retry an action while it fails with transient errors.

    Parameters
    ----------
    work
        Does the same each time, whatever came of the attempt before.
    passing
        Tells of an error of the driver whether it is worth another attempt.
    seconds
        How long to wait, all in all: at most a minute, in which a server starts again.
    """
    waited = 0.0
    for pause in _PAUSES:
        try:
            return work()
        except (Neo4jError, DriverError) as error:
            if not passing(error) or waited + pause > seconds:
                raise
        sleep(pause)
        waited += pause
    return work()
