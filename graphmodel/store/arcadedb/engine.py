"""The engine, ArcadeDB, of which two builds are of equal rank: native, and for Java with its Java in the wheel.

They are the same engine on the same files. The native one starts in less than half the time, so it is used where it is
installed and right. Only a worker process imports this.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["ENGINE_ERROR", "Engine", "start"]

ENGINE_ERROR = "ArcadeDBError"
"""The name of what both builds raise."""

_HEAP = "1g"
"""Memory that a query may take. Beyond it, it fails, and the engine may end its process."""

_NO_FILES_OR_ADDRESSES = {
    "arcadedb.opencypher.loadCsv.allowFileUrls": "false",
    "arcadedb.opencypher.loadCsv.allowRemoteUrls": "false",
}
_SETTINGS = {
    **_NO_FILES_OR_ADDRESSES,
    "arcadedb.queryMaxRangeSize": "1000000",
    # Rows that a query does not sort come in one and the same order, on any number of processors.
    "arcadedb.queryParallelScan": "false",
}
_LOGGING = """\
handlers = java.util.logging.FileHandler
.level = WARNING
java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
java.util.logging.FileHandler.pattern = ${arcadedb.server.logsDirectory}/arcadedb.log
java.util.logging.FileHandler.limit = 10000000
"""


class Engine(Protocol):
    """One build, started."""

    PACKAGE: str

    def open(self, path: str) -> Any:  # noqa: ANN401 - the engine has no types
        """Open a database to be read."""

    def create(self, path: str) -> Any:  # noqa: ANN401 - as above
        """Make a new database to be written."""

    def plain(self, value: Any) -> Any:  # noqa: ANN401 - as above
        """Return what only the engine knows, such as a node or its own name of one, as Python's own values."""


def start(log: Path) -> Engine:
    """Start the first build that is installed and right.

    Parameters
    ----------
    log
        The folder for what the engine has to say.

    Raises
    ------
    ImportError
        If there is none; it says why not.
    """
    reasons = []
    for build in (_Native, _Java):
        try:
            return build(log)
        except Exception as error:  # noqa: BLE001 - also a library that the system cannot load, or a processor too old
            reasons.append(f"{build.PACKAGE}: {error}")
    raise ImportError("; ".join(reasons))


@contextmanager
def _without(package: str) -> Iterator[None]:
    """Keep a package that is not imported yet from being imported, as if it were not installed."""
    if package in sys.modules:
        yield
        return
    sys.modules[package] = None  # type: ignore[assignment]  # what Python itself takes for "not there"
    try:
        yield
    finally:
        del sys.modules[package]


def _create(database: Any) -> Any:  # noqa: ANN401 - the engine has no types
    for name, value in _SETTINGS.items():
        database.command("sql", f"ALTER DATABASE `{name}` {value}").close()
    return database


class _Native:
    """The engine as a native library."""

    PACKAGE = "arcadedb"

    def __init__(self, log: Path) -> None:
        # The engine can only be told through the environment.
        os.environ.setdefault("ARCADEDB_LOG_DIR", str(log))
        os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
        os.environ.setdefault("ARCADEDB_NATIVE_ISOLATE_ARGS", f"-Xmx{_HEAP}")
        self._package = import_module(self.PACKAGE)
        if self._package.__backend__ != "native":
            raise ImportError("this is arcadedb-jvm, which needs a Java of the system: pip uninstall arcadedb-jvm")
        self._package.database_exists(str(log))  # the first call starts it

    def open(self, path: str) -> Any:  # noqa: ANN401 - the engine has no types
        return self._package.open_database(path, read_only=True)

    def create(self, path: str) -> Any:  # noqa: ANN401 - as above
        return _create(self._package.create_database(path))

    @staticmethod
    def plain(value: Any) -> Any:  # noqa: ANN401 - as above
        return str(value)


class _Java:
    """The engine for Java, with its Java in the wheel."""

    PACKAGE = "arcadedb_embedded"

    def __init__(self, log: Path) -> None:
        os.environ.setdefault("ARCADEDB_JVM_ERROR_FILE", str(log / "java-%p.log"))
        logging = log / "logging.properties"
        logging.write_text(_LOGGING, encoding="ascii")
        with _without("numpy"):  # takes longer to import than the package, which can do without it
            self._package = import_module(self.PACKAGE)
        self._package.jvm.start_jvm(
            heap_size="4g" if "-Xmx" in os.environ.get("ARCADEDB_JVM_ARGS", "") else _HEAP,  # 4g: as the user says
            jvm_args=[
                f"-Darcadedb.server.logsDirectory={log}",
                f"-Djava.util.logging.config.file={logging}",
                # Most queries are over before they would have been compiled better.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",  # writes a file for each process into the system's folder for temporary ones
            ],
        )
        self._class = import_module("jpype").JClass

    def open(self, path: str) -> Any:  # noqa: ANN401 - the engine has no types
        read_only = self._class("com.arcadedb.engine.ComponentFile$MODE").READ_ONLY
        # The package itself opens only to write.
        factory = self._class("com.arcadedb.database.DatabaseFactory")(path)
        try:
            return self._package.Database(factory.open(read_only))
        except Exception as error:
            raise self._package.ArcadeDBError(str(error)) from error

    def create(self, path: str) -> Any:  # noqa: ANN401 - as above
        return _create(self._package.create_database(path))

    def plain(self, value: Any) -> Any:  # noqa: ANN401 - as above
        if hasattr(value, "propertiesAsMap"):  # a node or edge
            return self._package.convert_java_to_python(value.propertiesAsMap())
        if hasattr(value, "toAlternatingList"):  # a path
            return [str(each.get("id")) for each in value.toAlternatingList()]
        return str(value)
