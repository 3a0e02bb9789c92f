"""What all tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from graphmodel.store.arcadedb import pool

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest_plugins = ["machine", "command", "neo4j_server", "web_served"]

# Drawing a graph is slow the first time, when the grammar of dates is built, and whenever the machine is busy.
settings.register_profile("graphmodel", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("graphmodel")


@pytest.fixture(autouse=True, scope="session")
def _workers_stay() -> Iterator[None]:
    """Let the embedded engine's worker processes go from store to store: starting one takes a second of a processor."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "end_idle", lambda _: None)
        yield
