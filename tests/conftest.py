"""What all tests share."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

from graphmodel.config import shipped
from graphmodel.diagram import view_names
from graphmodel.store.arcadedb import pool

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest_plugins = ["machine", "command", "neo4j_server", "web_served"]

# Drawing a graph is slow the first time, when the grammar of dates is built, and whenever the machine is busy.
settings.register_profile("graphmodel", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("graphmodel")

# Records and pictures stay for many tests: to search them for garbage over and over takes a tenth of the time.
gc.set_threshold(200_000, 50, 100)

VIEWS = view_names(shipped("diagrams"))


WIDE = frozenset(
    f"test_{name}"
    for name in (
        *("analysis_seeds", "analysis_shape", "certain", "founding_questions", "headlines", "library", "meaning"),
        *("choices", "cli_fuzz", "cli_options", "cli_parity", "cypher_fuzz", "docs", "fresh_machine", "fuzz"),
        *("diagram_browser", "diagram_budget", "diagram_hostile", "norwegian", "notebooks", "release", "report"),
        *("docstrings", "notebook_display", "summary", "web_pages", "web_server", "web_tasks"),
    )
)
"""Try the same lines with very many inputs, as property tests and those marked wide do. Counting those lines takes
longer than the tests: they run without."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        function = getattr(item, "function", None)
        if item.path.stem in WIDE or item.get_closest_marker("neo4j") or is_hypothesis_test(function):
            item.add_marker("wide")
        # One process draws all pictures of a view: what it has drawn it looks at again.
        view = item.callspec.params.get("name") if hasattr(item, "callspec") else None
        if item.path.stem.startswith("test_diagram") and view in VIEWS:
            item.add_marker(pytest.mark.xdist_group(f"view-{view}"))


@pytest.fixture(autouse=True, scope="session")
def _workers_stay() -> Iterator[None]:
    """Let the embedded engine's worker processes go from store to store: starting one takes seconds of a processor."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "end_idle", lambda _: None)
        patch.setattr(pool, "_MOST_DATABASES", 50)
        yield
