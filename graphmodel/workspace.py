"""The shipped seeds, questions and views put to use: what a command or a notebook starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel import config
from graphmodel.errors import AnalysisError, ConfigError, NoPasswordError, QueryError, ViewError, did_you_mean
from graphmodel.files import refuse_among_seeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from graphmodel.checks import Report
    from graphmodel.choices import Lang, Paper
    from graphmodel.diagram import Diagram, Strip, View
    from graphmodel.diagram.graphviz import Engine
    from graphmodel.model import Graph, Source
    from graphmodel.queries import Query
    from graphmodel.queries.lint import LintFinding
    from graphmodel.seeds import SeedChange
    from graphmodel.store import Limits, Store
    from graphmodel.store.base import Progress

    Ask = Callable[[str], tuple[str, str]]
    """Asks a person for the user, who is perhaps the one named, and the password."""

__all__ = [
    "check",
    "check_queries",
    "check_store",
    "citations",
    "difference",
    "draw",
    "export",
    "filled_store",
    "library",
    "node_parameters",
    "open_store",
    "pasteable",
    "propose",
    "question",
    "read",
    "scenario",
    "strip",
    "view",
    "view_title",
    "views",
    "write",
]

_READ: set[Path] = set()
"""Folders of seeds that were read: nothing is exported into them, where the next reading might take it for seeds."""


def read(seeds: str | Path | None = None) -> Graph:
    """Read a folder of seeds, or a graph that was exported as JSON or as a workbook; the shipped seeds by default.

    Raises
    ------
    SeedError
        If it cannot be read; the message names each problem with file and line.

    See Also
    --------
    check : what is wrong with a folder of seeds
    write : the way back

    Examples
    --------
    >>> gm.read().name("digi-agder", lang="en")
    'Digi Agder (regional digitalisation network)'
    """
    path = _seeds(seeds)
    if path.is_file() and path.suffix.lower() != ".xlsx":
        from graphmodel.exports import reader

        return reader(path)(path)
    if path.is_dir():
        from graphmodel import seed_cache

        _READ.add(path.resolve())
        return seed_cache.read(path)
    from graphmodel import seeds as room

    return room.read(path)


def write(graph: Graph, folder: str | Path) -> None:
    """Write a graph as a folder of seeds; reading it gives the same graph.

    Raises
    ------
    SeedError
        If the folder cannot be written.

    See Also
    --------
    read : the way back
    export : other formats

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = gm.write(g, f"{folder}/seeds")
    ...     gm.read(f"{folder}/seeds") == g
    True
    """
    from graphmodel import seeds as room
    from graphmodel.model import checked_record

    checked_record(graph)
    room.write(graph, _path(folder))


def _seeds(seeds: str | Path | None) -> Path:
    return config.shipped("seeds") if seeds is None else _path(seeds)


def _path(value: object) -> Path:
    """Return a path; an empty one is refused, as it would silently mean the working directory."""
    if not isinstance(value, (str, PathLike)) or not str(value):
        raise ConfigError(f"{value!r:.80} is not a path: expected the name of a file or folder")
    return Path(value)


def difference(before: Graph, after: Graph) -> list[SeedChange]:
    """Return what another record has more, less or otherwise, statement by statement and field by field."""
    from graphmodel.seeds import difference as found

    return found(before, after)


def check(seeds: str | Path | None = None) -> Report:
    """Return what a folder of seeds gets wrong; the shipped ones by default.

    Returns
    -------
    Report
        The findings, with file and line, and the exit code they lead to.

    See Also
    --------
    read : the graph itself

    Examples
    --------
    >>> gm.check().exit_code
    0
    """
    from graphmodel import checks
    from graphmodel.seeds import read_draft

    return checks.report(read_draft(_seeds(seeds)))


def library(*folders: str | Path) -> Mapping[str, Query]:
    """Read the questions: the shipped ones, those of ``GRAPHMODEL_QUERIES``, and those of more folders.

    Raises
    ------
    QueryError
        If a file cannot be read, or two questions have one name.

    See Also
    --------
    open_store : runs them

    Examples
    --------
    >>> gm.library()["who-mandates"].title.en
    'Who gave a body its mandate?'
    """
    from graphmodel.queries import read_queries

    return read_queries(*config.query_folders(*map(_path, folders)))


def question(name: str, *folders: str | Path) -> Query:
    """Return one question of the library.

    Raises
    ------
    QueryError
        If there is none of that name; it names the nearest.
    """
    questions = library(*folders)
    if name not in questions:
        hint = did_you_mean(name, questions) or "; see 'graphmodel query list'"
        raise QueryError(f"no question is called {name!r}{hint}")
    return questions[name]


def check_queries(paths: Iterable[Path]) -> list[tuple[Path, LintFinding]]:
    """Lint query files or folders; the library by default. Each finding comes with its file."""
    from graphmodel.queries.lint import lint_file

    files = [file for path in list(paths) or config.query_folders() for file in _query_files(path)]
    return [(file, finding) for file in files for finding in lint_file(file)]


def _query_files(path: Path) -> list[Path]:
    from graphmodel.queries import query_files

    if path.is_dir():
        return query_files(path)
    if not path.exists():
        raise QueryError(f"{path} does not exist: expected a .cypher file, or a folder of them")
    return [path]


def pasteable(query: Query, values: Mapping[str, object], graph: Graph) -> str:
    """Return a question with its parameters as Neo4j Browser takes it: ``:param`` lines, then the Cypher."""
    from graphmodel.queries import pasteable as text

    return text(query, values, graph.last_described)


def scenario(path: str | Path) -> Any:  # noqa: ANN401 - whatever the file holds; the analysis reads it
    """Read a scenario file, for :func:`graphmodel.analysis.what_if`.

    Raises
    ------
    SeedError
        If it is not YAML such as the seeds are.
    """
    from graphmodel.seeds import read_values

    return read_values(_path(path))


def export(
    graph: Graph,
    path: str | Path,
    format: str | None = None,  # noqa: A002 - the word that people look for
    *,
    on: date | str | None = None,
    force: bool = False,
) -> list[Path]:
    """Write a graph in a format of other programs.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    path
        The file, or for ``csv``, ``parquet``, ``neo4j-admin`` and ``browser`` the folder, to write to.
    format
        The format: ``json``, ``graphml``, ``gexf``, ``csv``, ``parquet``, ``turtle``, ``jsonld``, ``archimate``,
        ``workbook``, ``neo4j-admin`` or ``browser``; by default what the ending of the file means.
    on
        The day; by default all of the graph.
    force
        Whether files may be replaced that no earlier export has made.

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    ConfigError
        If there is no such format, it cannot hold the graph, a file cannot be written or replaced, or it would land
        among seeds that were read; then none is.

    See Also
    --------
    write : as a folder of seeds
    open_store : as a database

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import graphmodel as gm
    >>> with TemporaryDirectory() as folder:
    ...     (file,) = gm.export(gm.read(), f"{folder}/graph.gexf", on="2021-11-01")
    ...     print(file.name)
    graph.gexf
    """
    from graphmodel import exports as room
    from graphmodel.model import checked_record

    checked_record(graph)
    path = _path(path)
    for seeds in _READ:
        refuse_among_seeds(path, seeds)
    name = room.format_of(path) if format is None else format
    return room.export(graph if on is None else graph.at(on), name, path, force=force)


def open_store(
    url: str | None = None,
    *,
    seeds: str | Path | None = None,
    queries: Iterable[str | Path] = (),
    limits: Limits | None = None,
    ask: Ask | None = None,
) -> Store:
    """Open a store.

    Parameters
    ----------
    url
        Such as ``neo4j://host:7687``; by default ``GRAPHMODEL_STORE``, else ``arcadedb:``, which is in the cache.
    seeds
        The seeds that the embedded one belongs to.
    queries
        Folders of further questions to know by name.
    limits
        What one query may take.
    ask
        Asked where a server wants a user and a password, and neither the URL nor the environment has one.

    Returns
    -------
    Store
        To be used as a context manager, or closed.

    Raises
    ------
    StoreError
        If it cannot be reached.

    See Also
    --------
    library : the questions that can be asked by name

    Notes
    -----
    The embedded store in the cache is one for each folder of seeds, and shared: what is loaded into it is what a
    ``graphmodel serve`` of those seeds tells of. For a graph of your own, name a folder: ``arcadedb:my-store``.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, gm.open_store(f"arcadedb:{folder}/store") as store:
    ...     store.load(now)
    ...     store.run("MATCH (n:Body {id: 'digi-agder'}) RETURN n.level AS level").rows
    True
    (('regional',),)
    """
    from graphmodel.store import Credentials
    from graphmodel.store import open_store as open_

    ca = config.environment("NEO4J_CA")
    user = config.environment("NEO4J_USERNAME") or "neo4j"
    credentials = Credentials(
        user,
        config.environment("NEO4J_PASSWORD"),
        config.environment("NEO4J_DATABASE"),
        Path(ca) if ca else None,
    )
    open_with = partial(open_, config.store_url(_seeds(seeds), url), library=lambda: library(*queries), limits=limits)
    try:
        return open_with(credentials)
    except NoPasswordError:
        if ask is None:
            raise
    user, password = ask(user)
    return open_with(replace(credentials, username=user, password=password))


def filled_store(  # noqa: PLR0913 - which store, for what, and how much it may take
    graph: Graph,
    url: str | None = None,
    *,
    seeds: str | Path | None = None,
    step: Progress | None = None,
    ask: Ask | None = None,
    limits: Limits | None = None,
    warn: Callable[[str], None] | None = None,
) -> Store:
    """Open a store that holds a graph.

    The embedded store is a cache: it is loaded where it does not hold the graph. A server is asked as it is; where it
    holds another graph, ``warn`` is told so.

    Raises
    ------
    StoreError
        If it cannot be reached, or loaded.
    """
    store = open_store(url, seeds=seeds, limits=limits, ask=ask)
    if config.store_url(_seeds(seeds), url).startswith("arcadedb:"):
        store.load(graph, step)
    elif warn and not store.holds(graph):
        warn(
            "the store holds another graph than the seeds, in which names are looked up and sources found: "
            "load the seeds, or name those that it was loaded from with --seeds"
        )
    return store


def check_store(url: str | None = None, *, seeds: str | Path | None = None, ask: Ask | None = None) -> None:
    """Check that a store holds the whole of the graph that was loaded into it.

    Raises
    ------
    StoreError
        If it does not, or cannot be reached.
    """
    with open_store(url, seeds=seeds, ask=ask) as store:
        store.check()


def views(folder: str | Path | None = None) -> tuple[str, ...]:
    """Return the names of the views in a folder; of the shipped ones by default.

    Raises
    ------
    ViewError
        If there is no such folder.

    See Also
    --------
    draw : draws one

    Examples
    --------
    >>> "rkg-e-helse" in gm.views()
    True
    """
    from graphmodel.diagram import view_names

    return view_names(config.shipped("diagrams") if folder is None else _path(folder))


def view(name: str | Path, /, **values: str | int) -> View:
    """Return a shipped view by name, or the view in a file.

    Raises
    ------
    ViewError
        If there is none, or its file or parameters are not as they should be.
    """
    from graphmodel.diagram import find_view

    return find_view(str(name), config.shipped("diagrams"), **values)


def view_title(name: str, lang: str = "nb") -> str:
    """Return the title of a shipped view, without asking for its parameters."""
    from graphmodel.diagram import view_title as title

    return title(name, config.shipped("diagrams"), lang)


def strip(  # noqa: PLR0913 - as draw
    graph: Graph,
    name: str,
    days: Iterable[str],
    *,
    params: Mapping[str, str | int] | None = None,
    lang: Lang | None = None,
    paper: Paper | None = None,
    result: Iterable[str] = (),
) -> Strip:
    """Draw a view on several days, with one layout; see :func:`graphmodel.diagram.strip`."""
    from graphmodel import diagram

    chosen = view(name, **_by_id(graph, name, params))
    return diagram.strip(graph, chosen, list(days), lang=lang, paper=paper, result=result)


def draw(  # noqa: PLR0913 - what a planner may choose
    graph: Graph,
    name: str,
    *,
    on: date | str | None = None,
    between: tuple[date | str, date | str] | None = None,
    what_if: object = None,
    params: Mapping[str, str | int] | None = None,
    path: tuple[str, str] | None = None,
    highlight: Iterable[str] = (),
    lang: Lang | None = None,
    paper: Paper | None = None,
    result: Iterable[str] = (),
    engine: Engine | None = None,
    seconds: float = 120.0,
) -> Diagram:
    """Draw a view of a graph.

    Parameters
    ----------
    graph
        The whole record, or the graph of a day.
    name
        A shipped view, or the path of a view file.
    on
        The day; by default that of the graph, else that of the view, else the last that a source describes.
    between
        Two days to compare instead: what began, ended and changed.
    what_if
        A scenario, as :func:`graphmodel.analysis.scenario` reads it: the picture is one of a proposal, and tells what
        would begin, end and change.
    params
        Values of the view's parameters; names of nodes as well as ids.
    path
        The ids or names of two nodes: the shortest chain of influence from one to the other on the day of the picture,
        the later one of two, is brought out.
    highlight
        The ids of nodes and edges, or names of nodes, to bring out.
    lang
        ``nb`` or ``en``; by default the view's.
    paper
        ``A3``, ``A4`` or ``screen``; by default the view's.
    result
        The ids of nodes that a query or an analysis found, for views that show them.
    engine
        ``pygraphviz`` or ``dot``; by default the first that is installed.
    seconds
        How long painting may take.

    Returns
    -------
    Diagram
        It shows itself in a notebook; ``save("picture.pdf")`` writes it.

    Raises
    ------
    ViewError
        If there is no such view, or it does not fit the graph, or does not show all of the chain; or if the two of
        ``between`` or ``path`` are not two, or a day is named twice over.
    AnalysisError
        If there is no chain on the day.

    See Also
    --------
    views : the names of the shipped views

    Examples
    --------
    >>> "</svg>" in gm.draw(now, "rkg-e-helse").svg
    True
    """
    from graphmodel import diagram
    from graphmodel.model import checked_graph

    if on is not None and between is not None:
        raise ViewError("on and between do not go together: they name the day in different ways")
    graph = checked_graph(graph) if what_if is None else propose(checked_graph(graph), what_if)
    chosen = view(name, **_by_id(graph, name, params))
    days = _two("between", between, "days") if between is not None else None
    day = days[1] if days else diagram.day_of(graph, chosen, on)
    chain = _chain(graph, path, day, lang or chosen.lang) if path else []
    picture = diagram.draw(
        graph,
        chosen,
        on=on,
        between=days,
        lang=lang,
        paper=paper,
        result=result,
        highlight=[*chain, *_statements(graph, highlight)],
        engine=engine,
        seconds=seconds,
    )
    hidden = ", ".join(repr(id_) for id_ in chain if id_ not in picture.shown)
    if hidden:
        raise ViewError(
            f"{chosen.name}: the shortest chain on {picture.scene.day} runs through {hidden}, not shown here"
        )
    return picture


def _statements(graph: Graph, named: Iterable[str]) -> list[str]:
    """Return the ids of nodes, edges and sources that were named; one text is one name."""
    from graphmodel.lookup import resolve

    each = [named] if isinstance(named, str) else named
    return [text if text in graph.edges or text in graph.sources else resolve(graph, text) for text in each]


def _two(name: str, value: object, what: str) -> tuple[Any, Any]:
    """Return the two values of an argument that takes two; a text is one."""
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) != 2:  # noqa: PLR2004 - two
        raise ViewError(f"{name} is {value!r:.80}: expected two {what}, such as {name}=(…, …)")
    one, other = value
    return one, other


def node_parameters(graph: Graph, name: str) -> dict[str, frozenset[str]]:
    """Return the parameters of a view that stand for a node, and of which kinds it may be; all where there are none."""
    return {
        key: frozenset({each.kind} if each.kind else ())
        for key, each in view(name).parameters.items()
        if each.kind or each.default in graph.nodes
    }


def _by_id(graph: Graph, name: str, params: Mapping[str, str | int] | None) -> dict[str, str | int]:
    """Return parameters of a view with the ids of the nodes that were named."""
    from graphmodel.lookup import resolve

    if params is not None and not isinstance(params, Mapping):
        raise ViewError(f"params is {params!r:.80}: expected a mapping, such as {{'municipality': 'Vegårshei'}}")
    kinds = node_parameters(graph, name) if params else {}
    return {
        key: resolve(graph, str(value), kinds[key]) if key in kinds else value for key, value in (params or {}).items()
    }


def propose(graph: Graph, data: object) -> Graph:
    """Return the graph of a scenario, of which every picture says that it is a proposal.

    Raises
    ------
    AnalysisError
        If the scenario contradicts the record.
    """
    from graphmodel.analysis import scenario as laid

    return laid(graph, data).graph


def _chain(graph: Graph, path: object, day: date | str, lang: str) -> list[str]:
    """Return the ids of the nodes and edges of the shortest chain between two nodes on a day."""
    from graphmodel.analysis import influence_paths
    from graphmodel.lookup import resolve

    start, end = (resolve(graph, each) for each in _two("path", path, "ids or names of nodes"))
    paths = influence_paths(graph, start, end, on=day, k=1)
    if not len(paths):
        raise AnalysisError(paths.as_text(lang).strip())
    return [*paths[0].nodes, *paths[0].edges]


def citations(graph: Graph, values: Iterable[Any]) -> list[str]:
    """Return the sources of all nodes and edges whose ids stand among some values, at any depth, as lines."""
    cited: set[str] = set()
    for id_ in _texts(values):
        statement = graph.nodes.get(id_) or graph.edges.get(id_)
        cited |= {citation.source for citation in statement.cites} if statement else {id_} & graph.sources.keys()
    return [_entry(graph.sources[id_]) for id_ in sorted(cited)]


def names_then(graph: Graph, question: Query, values: Mapping[str, object], answer: Iterable[Any]) -> Iterator[str]:
    """Yield who in an answer was called otherwise on the day that was asked about, as sentences: answers name them now.

    Parameters
    ----------
    graph
        What was asked.
    question
        A question of the library.
    values
        Its parameters, as for :meth:`Store.run`.
    answer
        The rows.
    """
    from datetime import date

    from graphmodel.language import day_in_words, pick
    from graphmodel.queries import bind

    bound = bind(question, values, graph.last_described)
    day = max((value for value in bound.values() if isinstance(value, date)), default=None)
    if day is None or "lang" not in bound:
        return
    lang = str(bound["lang"])
    told = frozenset(_texts(answer))
    for id_, node in graph.nodes.items():
        now, then = graph.name(id_, lang), graph.name(id_, lang, day) if node.names else ""
        if then and then != now and now in told:
            words = pick(("{now} het {then} {day}", "{now} was called {then} on {day}"), lang)
            yield words.format(now=now, then=then, day=day_in_words(day, lang))


def _texts(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, tuple)):
            yield from _texts(value)


def _entry(source: Source) -> str:
    parts = (source.title, source.publisher, source.published or source.as_of, source.url)
    return f"[{source.id}] {'. '.join(part for part in parts if part)}"
