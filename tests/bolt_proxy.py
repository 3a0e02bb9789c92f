"""A wire between a client and a Bolt server that is cut at a chosen message."""

from __future__ import annotations

import socket
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["COMMIT", "Cut", "wire"]

COMMIT = bytes.fromhex("0002 b012 0000")
"""The Bolt message that commits a transaction, in its frame."""


@dataclass
class Cut:
    """Where the wire is cut, once."""

    at: bytes
    delivers: bool
    """Whether the server still gets the message; the client never hears its answer."""
    done: Event = field(default_factory=Event)

    def falls_in(self, data: bytes) -> bool:
        if self.done.is_set() or not data.endswith(self.at):
            return False
        self.done.set()
        return True


@contextmanager
def wire(port: int, cut: Cut) -> Iterator[int]:
    """Give a port that leads to a server's port until the cut; connections after that are whole."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=_accept, args=(listener, port, cut), daemon=True).start()
        yield int(listener.getsockname()[1])
        listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, port: int, cut: Cut) -> None:
    with suppress(OSError):  # the listener is closed in the end
        while True:
            client, _ = listener.accept()
            server = socket.create_connection(("127.0.0.1", port))
            Thread(target=_ask, args=(client, server, cut), daemon=True).start()
            Thread(target=_answer, args=(server, client), daemon=True).start()


def _ask(client: socket.socket, server: socket.socket, cut: Cut) -> None:
    with suppress(OSError):
        while data := client.recv(65536):
            if cut.falls_in(data):
                client.shutdown(socket.SHUT_RDWR)
                if cut.delivers:
                    server.sendall(data)
                    return  # the other direction ends when the server has answered
                break
            server.sendall(data)
    _hang_up(server)


def _answer(server: socket.socket, client: socket.socket) -> None:
    with suppress(OSError):
        while data := server.recv(65536):
            client.sendall(data)
    _hang_up(server)
    _hang_up(client)
    server.close()
    client.close()


def _hang_up(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
