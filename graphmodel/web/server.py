"""The pages answered over HTTP: read only, within limits, for whoever may reach the address."""

from __future__ import annotations

import logging
import re
from collections import Counter, OrderedDict
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

import anyio
import h11
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from uvicorn.protocols.http.h11_impl import H11Protocol

from graphmodel import workspace
from graphmodel.choices import FLOW_CHOICES, LANGUAGES, one_of
from graphmodel.errors import GraphModelError, StoreError, did_you_mean
from graphmodel.language.web import WORDS
from graphmodel.model import Graph, Municipality
from graphmodel.period import as_day
from graphmodel.store import Limits
from graphmodel.web.pages import Analyses, Edition, Pages, WebPage, findings, questions
from graphmodel.web.pages.pictures import PictureChoice, styles
from graphmodel.web.render import STATIC, policy, render

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator, Callable, Collection, Mapping
    from datetime import date

    from starlette.requests import Request

    from graphmodel.choices import Lang
    from graphmodel.queries import Query
    from graphmodel.store import Store
    from graphmodel.tables import Result

__all__ = ["application", "serve"]

LIMITS = Limits(rows=5_000, seconds=10.0, bytes=10_000_000)
"""What one question may take."""

AT_ONCE = 8
"""How many pages are made at once; what is in the cache does not wait."""

QUEUE = 200
"""How many requests may wait for that; further ones are told to come back."""

LOOKS = 1.0
"""Seconds after which the store is looked at again for another graph."""
_LOG = logging.getLogger("uvicorn.error")
"""What whoever runs the server sees."""

HEADERS_WITHIN = 10.0
"""Seconds within which a client has to say what it wants."""

LONGEST_ADDRESS = 2_000
CACHE_SIZE = 2_000
CACHE_BYTES = 100_000_000
LARGEST = 5_000_000
"""Bytes of the largest answer."""

PICTURES = ("svg", "pdf", "png", "pptx", "docx", "xlsx", "html", "md", "mmd", "drawio", "dot")
_OFFICE = "application/vnd.openxmlformats-officedocument"
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
    "mmd": "text/plain; charset=utf-8",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class NoPageError(GraphModelError):
    """An address that leads to no page."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent for an address."""

    content: bytes
    type: str
    policy: str
    status: int = 200
    saved: bool = False
    """Whether a browser saves it rather than shows it."""


class Snapshot(NamedTuple):
    """The pages of a graph in every language, and the fingerprint that the graph has in the store."""

    pages: Mapping[Lang, Pages]
    fingerprint: str | None


@dataclass
class LiveRecord:
    """The record that a store holds, seen anew when another is loaded into it, and the answers made from it."""

    store: Store
    day: date
    graph: Graph | None = None
    """The graph that the store most likely holds, which then need not be read from it."""
    cache: OrderedDict[str, Reply] = field(default_factory=OrderedDict)
    size: int = 0
    lock: Lock = field(default_factory=Lock)
    looking: Lock = field(default_factory=Lock)
    asking: Lock = field(default_factory=Lock)
    """Questions are asked one after the other: at once, each would have an engine of its own in memory."""
    looked_at: float = 0.0
    snapshot: Snapshot | None = None

    def current(self) -> Snapshot:
        """Return the pages of the graph that the store holds now.

        While another is being loaded or read, and while the store cannot be reached, they are those of the old one.
        """
        if monotonic() - self.looked_at >= LOOKS and self.looking.acquire(blocking=self.snapshot is None):
            try:
                self._look()
            finally:
                self.looking.release()
        if self.snapshot is None:
            raise StoreError("the store could not be read yet")
        return self.snapshot

    def _look(self) -> None:
        """See whether the store holds another graph."""
        try:
            found = self.store.fingerprint()
            if self.snapshot is None or found != self.snapshot.fingerprint:
                self._take(
                    self.graph if self.graph is not None and self.store.holds(self.graph) else self.store.dump(), found
                )
        except StoreError:
            if self.snapshot is None:
                raise
        self.looked_at = monotonic()

    def _take(self, graph: Graph, fingerprint: str | None) -> None:
        library = workspace.library()
        analyses = Analyses(graph, self.day)
        pages = {lang: Pages(Edition(graph, self.day, lang), library, self._ask, analyses) for lang in LANGUAGES}
        if self.snapshot:
            _LOG.warning("the store holds another graph now, of %d nodes, and the pages tell of it", len(graph.nodes))
        with self.lock:
            self.snapshot = Snapshot(pages, fingerprint)
            self.cache.clear()
            self.size = 0

    def _ask(self, query: Query, values: Mapping[str, Any]) -> Result:
        with self.asking:
            return self.store.run(query, **values)

    def answer(self, address: str, params: Mapping[str, str]) -> Reply:
        """Return the answer to an address: kept, or made now."""
        pages, fingerprint = self.current()
        key = f"{fingerprint} {address} {sorted(params.items())}"
        with self.lock:
            if key in self.cache:
                self.cache.move_to_end(key)
                return self.cache[key]
        made = _reply(pages, address, params)
        if len(made.content) > LARGEST:
            raise GraphModelError(f"the answer has more than {LARGEST:,} bytes: ask about less")
        self._store_reply(key, made)
        return made

    def warm(self) -> None:
        """Make the pages that take longest before anybody waits for them."""
        for address in ("", "funn", "en", "en/funn", "sok", "en/sok"):
            with suppress(GraphModelError):
                self.answer(address, {"q": "agder"} if "sok" in address else {})

    def _store_reply(self, key: str, made: Reply) -> None:
        with self.lock:
            self.size += len(made.content) - len(self.cache[key].content if key in self.cache else b"")
            self.cache[key] = made
            while len(self.cache) > CACHE_SIZE or self.size > CACHE_BYTES:
                self.size -= len(self.cache.popitem(last=False)[1].content)


# --- from an address to an answer -----------------------------------------------------------------------------------

_ADDRESS = re.compile(r"(?:(?P<en>en)(?:/|$))?(?P<rest>.*)", re.DOTALL)
_NAMED = re.compile(
    r"(?P<room>organ|kilde|bilde|sporsmal|funn)/(?P<name>[a-z0-9-]{1,120})(?:\.(?P<ending>[a-z]{2,6}))?"
)


def _reply(all_pages: Mapping[Lang, Pages], address: str, params: Mapping[str, str]) -> Reply:
    """Make the answer to an address."""
    found = _ADDRESS.fullmatch(address)
    pages = all_pages["en" if found and found["en"] else "nb"]
    rest = found["rest"] if found else ""
    match = _NAMED.fullmatch(rest)
    if match and match["ending"]:
        return _file(pages, match, params)
    page = _named_page(pages, match, params) if match else _single_page(pages, rest, params)
    text = render(pages.edition, page, served=True)
    return Reply(text.encode(), _TYPES["html"], policy(page.styles, served=True))


_PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "endringer": ("fra", "til"),
    "sok": ("q",),
    "vei": ("fra", "til", "flyt"),
}
"""What the pages that there is one of can be asked, by their addresses."""


def _single_page(pages: Pages, rest: str, params: Mapping[str, str]) -> WebPage:
    """Return a page that there is one of."""
    rooms: Mapping[str, Callable[[], WebPage]] = {
        "": pages.findings.front,
        "register": pages.search.register,
        "kilder": pages.sources.overview,
        "les-dette": pages.findings.reading,
        "bilde": pages.pictures.overview,
        "sporsmal": pages.questions.overview,
        "funn": pages.findings.leaders,
        "mangler": pages.findings.missing,
        "endringer": lambda: pages.findings.changes(_day(params, "fra"), _day(params, "til")),
        "sok": lambda: pages.search.page(params.get("q")),
        "vei": lambda: _way(pages, params),
    }
    if rest not in rooms:
        raise NoPageError(rest[:60])
    _check_names(params, _PARAMETERS.get(rest, ()))
    return rooms[rest]()


def _check_names(params: Mapping[str, str], known: Collection[str]) -> None:
    """Refuse a parameter that a page does not have: it would be thought to mean something."""
    for name in params:
        if name not in known:
            expected = f"expected {', '.join(known)}" if known else "it takes none"
            raise GraphModelError(f"this page has no parameter {name[:60]!r}: {expected}{did_you_mean(name, known)}")


def _named_page(pages: Pages, address: re.Match[str], params: Mapping[str, str]) -> WebPage:
    """Return the page of a body, a source, a picture or a question."""
    name, graph = address["name"], pages.edition.graph
    if address["room"] not in {"sporsmal", "bilde"}:  # those look at their own
        _check_names(params, ())
    match address["room"]:
        case "organ" if name in graph.nodes:
            return pages.bodies.page(name)
        case "kilde" if name in graph.sources:
            return pages.sources.page(name)
        case "funn" if name in pages.findings.counties:
            return pages.findings.region(name)
        case "funn" if isinstance(graph.nodes.get(name), Municipality):
            return pages.findings.chapter(name)
        case "sporsmal" if name in pages.questions.library:
            return pages.questions.page(name, params)
        case "bilde" if name in workspace.views():
            page = pages.pictures.page(name, _choice(params))
            return page._replace(content={**page.content, "endings": PICTURES, "query": dict(params)})
    raise NoPageError(name)


def _file(pages: Pages, address: re.Match[str], params: Mapping[str, str]) -> Reply:
    """Return a download."""
    name, ending = address["name"], address["ending"]
    content: str | bytes
    if address["room"] == "sporsmal" and name in pages.questions.library and ending in questions.FILES:
        content = pages.questions.file(name, ending, params)
    elif address["room"] == "funn" and name == "sammendrag" and ending in findings.FILES:
        _check_names(params, ())
        content = pages.findings.file(ending)
    elif address["room"] == "bilde" and name in workspace.views() and ending in PICTURES:
        diagram = pages.pictures.draw(name, _choice(params))
        content = next(iter(diagram.rendered(PurePosixPath(f"{name}.{ending}")).values()))  # type: ignore[arg-type]
    else:
        raise NoPageError(f"{name}.{ending}")
    own = policy(styles(content) if isinstance(content, str) and ending == "svg" else (), served=True)
    return Reply(content.encode() if isinstance(content, str) else content, _TYPES[ending], own, saved=ending != "svg")


def _day(params: Mapping[str, str], name: str) -> date | None:
    return as_day(params[name]) if params.get(name) else None


def _choice(params: Mapping[str, str]) -> PictureChoice:
    """Return what a picture is asked to show: a day, an earlier one to compare it with, parameters of the view."""
    of_view = sorted((name, value) for name, value in params.items() if name not in {"dag", "fra"})
    return PictureChoice(_day(params, "dag"), _day(params, "fra"), tuple(of_view))


def _way(pages: Pages, params: Mapping[str, str]) -> WebPage:
    flow = one_of(params.get("flyt") or "voice", FLOW_CHOICES, "a flow")
    page = (
        pages.ways.page(params["fra"], params["til"], flow)
        if params.get("fra") and params.get("til")
        else pages.ways.overview()
    )
    ends = sorted((id_, pages.edition.name(id_)) for id_ in pages.edition.graph.nodes)
    form = {"fra": params.get("fra", ""), "til": params.get("til", ""), "flyt": flow}
    lacking = [name for name in ("fra", "til") if not form[name]]
    return page._replace(content={**page.content, "bodies": ends, "form": form, "lacking": lacking})


# --- the server -----------------------------------------------------------------------------------------------------


def application(
    store: Store, *, day: date, graph: Graph | None = None, hosts: tuple[str, ...] = _LOOPBACK
) -> Starlette:
    """Return the application that answers for a store.

    Parameters
    ----------
    store
        Holds the record.
    day
        The day of grades, pictures and findings.
    graph
        What the store most likely holds; it is read from the store where it does not.
    hosts
        The names of this server; a request for another one is refused.
    """
    record = LiveRecord(store, day, graph)
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

    def __init__(self, record: LiveRecord) -> None:
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
            params = _single_values(request)
            return _response(await anyio.to_thread.run_sync(self.record.answer, address, params, limiter=self.turns))
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
        text = render(
            Edition(Graph(), self.record.day, lang),
            WebPage("", "error.html", title, {"message": message[:500]}),
            served=True,
        )
        return _response(Reply(text.encode(), _TYPES["html"], policy(served=True), status))

    async def health(self, _: Request) -> Response:
        """Say whether the store can be read, and which record it holds."""
        try:
            await anyio.to_thread.run_sync(self.record.store.fingerprint)
            pages, fingerprint = await anyio.to_thread.run_sync(self.record.current)
        except GraphModelError:
            return PlainTextResponse("the store cannot be read\n", 503)
        return PlainTextResponse(f"ok {fingerprint} {len(pages['nb'].edition.graph.nodes)}\n")


def _single_values(request: Request) -> dict[str, str]:
    """Return the parameters of an address.

    Raises
    ------
    GraphModelError
        If one is given twice.
    """
    given = Counter(name for name, _ in request.query_params.multi_items())
    for name, times in given.items():
        if times > 1:
            raise GraphModelError(f"the parameter {name[:60]!r} is given {times} times: give it once")
    return dict(request.query_params)


def _response(reply: Reply) -> Response:
    headers = {
        "Content-Security-Policy": reply.policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
    if reply.saved:
        headers["Content-Disposition"] = "attachment"
    return Response(reply.content, reply.status, headers, reply.type)


class _Impatient(H11Protocol):
    """HTTP that hangs up on clients who take too long to say what they want."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as the class above
        super().connection_made(transport)
        self._late = self.loop.call_later(HEADERS_WITHIN, transport.close)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._unset_late()
        elif self._late is None:
            self._late = self.loop.call_later(HEADERS_WITHIN, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._unset_late()
        super().connection_lost(exc)

    def _unset_late(self) -> None:
        if self._late:
            self._late.cancel()
            self._late = None


def serve(  # noqa: PLR0913 - what who runs it may choose
    store: Store,
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    day: date,
    graph: Graph | None = None,
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
    graph
        What the store most likely holds.
    hosts
        Further names of this server.
    log
        Whether the access log holds the addresses of those who ask.
    """
    names = (*_LOOPBACK, *(() if host in {"0.0.0.0", "::"} else (host,)), *hosts)  # noqa: S104 - compared, not bound
    config = uvicorn.Config(
        application(store, day=day, graph=graph, hosts=names),
        host=host,
        port=port,
        http=_Impatient,
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
