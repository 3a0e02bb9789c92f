"""The pages answered over HTTP: read only, within limits, for whoever may reach the address."""

from __future__ import annotations

import re
from collections import OrderedDict
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

import anyio
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from graphmodel import project
from graphmodel.choices import FLOW_CHOICES
from graphmodel.errors import GraphModelError, StoreError
from graphmodel.period import as_day
from graphmodel.store import Limits
from graphmodel.web.pages import Page, Pages, styles
from graphmodel.web.render import STATIC, policy, rendered
from graphmodel.web.words import WORDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from datetime import date

    from starlette.requests import Request

    from graphmodel.choices import Lang
    from graphmodel.model import Graph
    from graphmodel.store import Store

__all__ = ["application", "serve"]

LIMITS = Limits(rows=5_000, seconds=10.0, bytes=10_000_000)
"""What one question may take."""

AT_ONCE = 8
"""How many pages are made at once; what is in the cache does not wait."""

QUEUE = 200
"""How many requests may wait for that; further ones are told to come back."""

LOOKS = 1.0
"""Seconds after which the store is looked at again for another graph."""

LONGEST_ADDRESS = 2_000
KEPT = 2_000
KEPT_BYTES = 100_000_000
LARGEST = 5_000_000
"""Bytes of the largest answer."""

PICTURES = ("svg", "pdf", "png", "html", "md", "drawio", "dot")
_TYPES = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "png": "image/png",
    "md": "text/markdown; charset=utf-8",
    "drawio": "application/xml",
    "dot": "text/plain; charset=utf-8",
}
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class NoPageError(GraphModelError):
    """An address that leads to no page."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent for an address."""

    content: bytes
    type: str
    policy: str
    status: int = 200
    saved: bool = False
    """Whether a browser saves it rather than shows it."""


@dataclass
class Record:
    """The record that a store holds, seen anew when another is loaded into it, and the answers made from it."""

    store: Store
    day: date
    kept: OrderedDict[str, Answer] = field(default_factory=OrderedDict)
    size: int = 0
    lock: Lock = field(default_factory=Lock)
    fingerprint: str | None = None
    seen: float = 0.0
    pages: Mapping[str, Pages] = field(default_factory=dict)

    def current(self) -> Mapping[str, Pages]:
        """Return the pages of the graph that the store holds now; while another is being loaded, those of the old."""
        with self.lock:
            if (now := monotonic()) - self.seen >= LOOKS or not self.pages:
                self.seen = now
                found = self.store.fingerprint()
                if found != self.fingerprint:
                    self._take(self.store.dump(), found)
            return self.pages

    def _take(self, graph: Graph, fingerprint: str | None) -> None:
        library = project.library()
        answer: Callable[..., Any] = lambda query, values: self.store.run(query, **values)  # noqa: E731 - used below
        self.pages = {lang: Pages(graph, self.day, lang, library, answer) for lang in ("nb", "en")}
        self.fingerprint = fingerprint
        self.kept.clear()
        self.size = 0

    def answer(self, address: str, asked: Mapping[str, str]) -> Answer:
        """Return the answer to an address: kept, or made now."""
        pages = self.current()
        key = f"{self.fingerprint} {address} {sorted(asked.items())}"
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        made = _made(pages, address, asked)
        if len(made.content) > LARGEST:
            raise GraphModelError(f"the answer has more than {LARGEST:,} bytes: ask about less")
        self._keep(key, made)
        return made

    def warm(self) -> None:
        """Make the pages that take longest before anybody waits for them."""
        for address in ("", "funn", "en", "en/funn", "sok", "en/sok"):
            with suppress(GraphModelError):
                self.answer(address, {"q": "agder"} if "sok" in address else {})

    def _keep(self, key: str, made: Answer) -> None:
        with self.lock:
            self.size += len(made.content) - len(self.kept[key].content if key in self.kept else b"")
            self.kept[key] = made
            while len(self.kept) > KEPT or self.size > KEPT_BYTES:
                self.size -= len(self.kept.popitem(last=False)[1].content)


# --- from an address to an answer -----------------------------------------------------------------------------------

_ADDRESS = re.compile(r"(?:(?P<en>en)(?:/|$))?(?P<rest>.*)", re.DOTALL)
_NAMED = re.compile(r"(?P<room>organ|kilde|bilde|sporsmal)/(?P<name>[a-z0-9-]{1,120})(?:\.(?P<ending>[a-z]{2,6}))?")


def _made(all_pages: Mapping[str, Pages], address: str, asked: Mapping[str, str]) -> Answer:
    """Make the answer to an address."""
    found = _ADDRESS.fullmatch(address)
    pages = all_pages["en" if found and found["en"] else "nb"]
    rest = found["rest"] if found else ""
    named = _NAMED.fullmatch(rest)
    if named and named["ending"]:
        return _file(pages, named, asked)
    page = _named(pages, named, asked) if named else _plain(pages, rest, asked)
    text = rendered(pages, page, served=True)
    return Answer(text.encode(), _TYPES["html"], policy(page.styles, served=True))


def _plain(pages: Pages, rest: str, asked: Mapping[str, str]) -> Page:
    """Return a page that there is one of."""
    rooms: Mapping[str, Callable[[], Page]] = {
        "": pages.front,
        "register": pages.register,
        "kilder": pages.sources,
        "les-dette": pages.reading,
        "bilde": pages.pictures,
        "sporsmal": pages.questions,
        "funn": pages.findings,
        "sok": lambda: pages.search(asked.get("q")),
        "vei": lambda: _way(pages, asked),
    }
    if rest not in rooms:
        raise NoPageError(rest[:60])
    return rooms[rest]()


def _named(pages: Pages, named: re.Match[str], asked: Mapping[str, str]) -> Page:
    """Return the page of a body, a source, a picture or a question."""
    name = named["name"]
    match named["room"]:
        case "organ" if name in pages.graph.nodes:
            return pages.body(name)
        case "kilde" if name in pages.graph.sources:
            return pages.source(name)
        case "sporsmal" if name in pages.library:
            return pages.question(name, asked)
        case "bilde" if name in project.views():
            page = pages.picture(name, _day(asked), _without_day(asked))
            return page._replace(told={**page.told, "endings": PICTURES, "asked": dict(asked)})
    raise NoPageError(name)


def _file(pages: Pages, named: re.Match[str], asked: Mapping[str, str]) -> Answer:
    """Return a download."""
    name, ending = named["name"], named["ending"]
    content: str | bytes
    if named["room"] == "sporsmal" and name in pages.library and ending in {"csv", "json"}:
        content = pages.files(name, asked)[ending]
    elif named["room"] == "bilde" and name in project.views() and ending in PICTURES:
        drawn = pages.draw(name, _day(asked), _without_day(asked))
        content = next(iter(drawn.rendered(PurePosixPath(f"{name}.{ending}")).values()))  # type: ignore[arg-type]
    else:
        raise NoPageError(f"{name}.{ending}")
    own = policy(styles(content) if isinstance(content, str) and ending == "svg" else (), served=True)
    return Answer(content.encode() if isinstance(content, str) else content, _TYPES[ending], own, saved=ending != "svg")


def _day(asked: Mapping[str, str]) -> date | None:
    return as_day(asked["dag"]) if asked.get("dag") else None


def _without_day(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if name != "dag"}


def _way(pages: Pages, asked: Mapping[str, str]) -> Page:
    flow = asked.get("flyt") if asked.get("flyt") in FLOW_CHOICES else "voice"
    page = (
        pages.way(asked["fra"], asked["til"], flow or "voice")
        if asked.get("fra") and asked.get("til")
        else pages.ways()
    )
    ends = sorted((id_, pages.name(id_)) for id_ in pages.graph.nodes)
    form = {"fra": asked.get("fra", ""), "til": asked.get("til", ""), "flyt": flow}
    return page._replace(told={**page.told, "bodies": ends, "asked": form})


# --- the server -----------------------------------------------------------------------------------------------------


def application(store: Store, *, day: date, hosts: tuple[str, ...] = _LOOPBACK) -> Starlette:
    """Return the application that answers for a store.

    Parameters
    ----------
    store
        Holds the record.
    day
        The day of grades, pictures and findings.
    hosts
        The names of this server; a request for another one is refused.
    """
    record = Record(store, day)
    desk = _Desk(record)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await anyio.to_thread.run_sync(record.current)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(anyio.to_thread.run_sync, record.warm)
            yield

    made = Starlette(
        routes=[
            Route("/health", desk.health),
            Mount("/static", StaticFiles(directory=STATIC)),
            Route("/{address:path}", desk.page),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)],
        lifespan=lifespan,
    )
    made.router.redirect_slashes = False
    return made


class _Desk:
    """Takes requests, lets some of them work at once, and says in words what cannot be answered."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.waiting = 0
        self.turns = anyio.CapacityLimiter(AT_ONCE)

    async def page(self, request: Request) -> Response:
        """Answer an address."""
        address = request.path_params["address"].strip("/")
        lang: Lang = "en" if address == "en" or address.startswith("en/") else "nb"
        words = WORDS[lang]
        if len(str(request.url)) > LONGEST_ADDRESS:
            return self._wrong(lang, 414, words["error bad"], words["error text"])
        if self.waiting >= QUEUE:
            return self._wrong(lang, 503, words["error busy"], words["error busy text"])
        self.waiting += 1
        try:
            asked = dict(request.query_params)
            return _sent(await anyio.to_thread.run_sync(self.record.answer, address, asked, limiter=self.turns))
        except NoPageError:
            return self._wrong(lang, 404, words["error"], words["error text"])
        except StoreError:
            return self._wrong(lang, 503, words["error busy"], words["error busy text"])
        except GraphModelError as error:
            return self._wrong(lang, 400, words["error bad"], str(error))
        finally:
            self.waiting -= 1

    def _wrong(self, lang: Lang, status: int, title: str, message: str) -> Response:
        """Return a page that says what is wrong, in words of ours."""
        text = rendered(self.record.pages[lang], Page("", "error.html", title, {"message": message[:500]}), served=True)
        return _sent(Answer(text.encode(), _TYPES["html"], policy(served=True), status))

    async def health(self, _: Request) -> Response:
        """Say whether the store can be read, and which record it holds."""
        try:
            pages = await anyio.to_thread.run_sync(self.record.current)
        except GraphModelError:
            return PlainTextResponse("the store cannot be read\n", 503)
        return PlainTextResponse(f"ok {self.record.fingerprint} {len(pages['nb'].graph.nodes)}\n")


def _sent(answer: Answer) -> Response:
    headers = {
        "Content-Security-Policy": answer.policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
    if answer.saved:
        headers["Content-Disposition"] = "attachment"
    return Response(answer.content, answer.status, headers, answer.type)


def serve(  # noqa: PLR0913 - what who runs it may choose
    store: Store,
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    day: date,
    hosts: tuple[str, ...] = (),
    log: bool = False,
) -> None:
    """Answer requests until the process is told to stop; what is being answered then is finished first.

    Parameters
    ----------
    store
        Holds the record.
    host, port
        The address to listen on; only this machine reaches a loopback address.
    day
        The day of grades, pictures and findings.
    hosts
        Further names of this server.
    log
        Whether the access log holds the addresses of those who ask.
    """
    names = (*_LOOPBACK, *(() if host in {"0.0.0.0", "::"} else (host,)), *hosts)  # noqa: S104 - compared, not bound
    config = uvicorn.Config(
        application(store, day=day, hosts=names),
        host=host,
        port=port,
        access_log=log,
        log_level="info",
        server_header=False,
        date_header=True,
        limit_concurrency=500,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=15,
        h11_max_incomplete_event_size=16_384,
    )
    uvicorn.Server(config).run()
