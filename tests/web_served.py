"""A server of our own for the tests: the command line's, on a free port, over a store that it is told."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import pytest
from neo4j_server import free_port

import graphmodel as gm
from graphmodel import workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class Reply(NamedTuple):
    """What the server sent."""

    status: int
    headers: dict[str, str]
    text: str


class Server(NamedTuple):
    """A server of our own, and the store it reads."""

    port: int
    store: str
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def get(self, path: str, *, method: str = "GET", host: str = "localhost", **asked: str) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        target = f"{path}?{urlencode(asked)}" if asked else path
        connection.putrequest(method, target, skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        reply = connection.getresponse()
        told = Reply(reply.status, dict(reply.headers.items()), reply.read().decode("utf-8", "replace"))
        connection.close()
        return told

    def until_changed(self, before: str) -> str:
        """Wait until the health page says something else."""
        until = time.monotonic() + 120
        while (now := self.get("/health").text) == before and time.monotonic() < until:
            time.sleep(0.2)
        return now


@contextmanager
def running(store: str, folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run a server until the end of the block, and see it stop gracefully, with no address in its log."""
    port = free_port()
    told = {**os.environ, "GRAPHMODEL_CACHE": str(folder), **(environment or {})}
    command = [sys.executable, "-m", "graphmodel", "serve", "--port", str(port), "--store", store]
    log = folder / f"log-{port}"
    with log.open("wb") as written, subprocess.Popen(command, env=told, stderr=written) as process:
        try:
            started = Server(port, store, process)
            _until_ready(started, log)
            yield started
            process.send_signal(signal.SIGTERM)
            process.wait(60)
        finally:
            process.kill()
    assert "Application shutdown complete" in log.read_text()
    assert "127.0.0.1:" not in log.read_text().replace(f"127.0.0.1:{port}", "")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the shipped record, once for all tests of the group ``web``."""
    folder = tmp_path_factory.mktemp("served")
    store = f"arcadedb:{folder / 'store'}"
    with workspace.open_store(store) as opened:
        opened.load(gm.read())
    with running(store, folder) as started:
        yield started


def _until_ready(server: Server, log: Path) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until and server.process.poll() is None:
        try:
            if server.get("/health").status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the server did not start: {log.read_text()}")
