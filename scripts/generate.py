"""Make the docs, schemas and pictures that follow from the code, the seeds and the queries.

``python scripts/generate.py`` writes them; ``--check`` only compares, names what is stale, and exits with 1 if any is.
"""

from __future__ import annotations

import json
import sys
import tempfile
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from typer.cli import get_docs_for_click
from typer.main import get_command
from typer.models import Context

from graphmodel import schema, workspace
from graphmodel.checks import RULES
from graphmodel.cli import app
from graphmodel.diagram import draw, parse_view
from graphmodel.exports.document import json_schema
from graphmodel.model import Body, Node
from graphmodel.model.nodes import NODE_KINDS
from graphmodel.queries.reference import Sample, render_reference
from graphmodel.seeds import json_schemas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graphmodel.model import Flow, Graph, Run
    from graphmodel.schema import EdgeKind

ROOT = Path(__file__).resolve().parent.parent
MADE = "<!-- Made by scripts/generate.py; do not edit. -->\n\n"


def model_reference() -> str:
    """Return the kinds of node and edge, and their properties in a store, as Markdown."""
    return MADE + "\n".join(
        [
            "# The model\n",
            "Kinds of node and edge, as declared in `graphmodel/model`. A kind's name is the `kind` in a seed file",
            f"and the label in a store. This is version {schema.VERSION} of the model.\n",
            *_node_tables(),
            *_edge_table(),
            *_properties(),
        ]
    )


def _node_tables() -> Iterator[str]:
    for family in schema.FAMILIES:
        yield f"## {family}\n"
        yield "| kind | norsk | English | meaning |\n| --- | --- | --- | --- |"
        yield from (_node_row(kind) for kind in NODE_KINDS if kind.family == family)
        if family == Body.family:
            levels = ", ".join(f"`{level.capitalize()}Body`" for level in schema.LEVELS)
            yield f"\nA body also carries its level as a label: {levels}."
        yield ""


def _node_row(kind: type[Node]) -> str:
    return f"| {kind.__name__} | {kind.words[0]}, {kind.words[1]} | {kind.words[2]}, {kind.words[3]} | {kind.__doc__} |"


def _edge_table() -> Iterator[str]:
    yield "## Edges\n"
    yield "| type | from → to | leses | reads | authority | voice | last step at | meaning |\n|" + " --- |" * 8
    for kind in schema.EDGE_KINDS.values():
        ends = " → ".join(", ".join(end.__name__ for end in side) for side in kind.cls.joins)
        reads = f"{kind.reads.nb} / {kind.reads.nb_back} | {kind.reads.en} / {kind.reads.en_back}"
        flows = " | ".join(_runs(kind.flows, flow) for flow in schema.FLOWS)
        event = " An event: `since` is its moment." if kind.cls.event else ""
        yield f"| {kind.type} | {ends} | {reads} | {flows} | {_ends(kind)} | {kind.cls.__doc__}{event} |"
    yield ""


def _runs(flows: Mapping[Flow, Run], flow: Flow) -> str:
    return flows[flow].value if flow in flows else "–"


def _ends(kind: EdgeKind) -> str:
    """Return where a chain ends along a kind of edge."""
    if not kind.flows:
        return "–"
    return ", ".join("any" if cls is Node else cls.__name__ for cls in kind.cls.ends_at) or "–"


def _properties() -> Iterator[str]:
    yield "## Properties in a store\n"
    yield (
        "`valid_from` and `valid_to` are the dates as the source writes them, in EDTF; `valid_to` is the last day. "
        "The four bounds are half-open dates: something held for certain on a day with `from_latest` ≤ day < "
        "`to_earliest`, and possibly with `from_earliest` ≤ day < `to_latest`; an absent bound is unbounded. The "
        "bounds of an edge lie within those of its ends. What has no first day holds for certain from the first day a "
        "source describes, `attested_from`; the last is `attested_to`. A tie that was only called for has the type "
        "`CALLED_FOR`, and a claim that was not chosen `CLAIMED`; their `kind` says which kind of edge it would be.\n"
    )
    tables = (
        ("Nodes", schema.node_properties("Body")),
        ("Edges (the last three only of seats: MEMBER_OF, REPRESENTED_IN, LEADS)", schema.edge_properties("MEMBER_OF")),
        ("`:Source`", schema.node_properties("Source")),
        ("`:Survey`", schema.node_properties("Survey")),
    )
    for title, properties in tables:
        listed = ", ".join(f"`{name}` ({type_})" for name, type_ in properties.items())
        yield f"{title}: {listed}.\n"


_ON_FINDINGS = (
    "Errors and warnings make the exit code 1; a file that cannot be read makes it 2; notes leave it 0.",
    "",
    "A finding from GM200 on that is known and stays on purpose is accepted, with its reason, in",
    "`seeds/accepted-findings.yaml`. There its id names it: the code, then the id of the statement, then, where one",
    "statement can break a rule twice, what tells the two apart. Codes are never reused.",
)


def checks_reference() -> str:
    """Return the rules of ``graphmodel check`` as Markdown."""
    rows = [f"| {rule.code} | {rule.name} | {rule.severity} | {rule.finds} | {rule.expected} |" for rule in RULES]
    table = ["| code | name | severity | finds | expected |", "| --- | --- | --- | --- | --- |", *rows]
    return MADE + "\n".join(["# What `graphmodel check` finds", "", *_ON_FINDINGS, "", *table, ""])


def graph_schema() -> str:
    """Return the JSON Schema of a graph that is exported as JSON."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def seed_schema(name: str) -> str:
    """Return the JSON Schema of one sort of seed file as text."""
    return json.dumps(json_schemas()[name], ensure_ascii=False, indent=2) + "\n"


def commands_reference() -> str:
    """Return the help of every command as Markdown."""
    command = get_command(app)
    told = get_docs_for_click(obj=command, ctx=Context(command), name="graphmodel", title="Commands")
    return MADE + told.strip() + "\n"


def questions_reference() -> str:
    """Return every question of the library with a sample answer as Markdown."""
    library = workspace.library()
    with tempfile.TemporaryDirectory() as folder, workspace.open_store(f"arcadedb:{folder}/store") as store:
        store.load(workspace.read())
        samples = {name: Sample(store.run(question).to_dicts()) for name, question in library.items()}
    return render_reference(library, samples)


@cache
def _graph() -> Graph:
    return workspace.read()


def picture(name: str) -> str:
    """Return a shipped view as SVG, drawn with the pinned engine."""
    return workspace.draw(_graph(), name, engine="pygraphviz").svg


_LANES = {"National": "In use", "Regional": "The graph", "Intermunicipal": "Rooms", "Local": "Files"}


def architecture() -> str:
    """Return the figure of the rooms, drawn from a graph of their own, its lanes named after what they hold there."""
    folder = ROOT / "docs" / "architecture"
    view = parse_view((folder / "view.txt").read_text("utf-8"), "architecture")
    svg = draw(workspace.read(folder), view).svg
    for level, lane in _LANES.items():
        svg = svg.replace(f">{level}<", f">{lane}<")
    return svg


FILES: Mapping[str, Callable[[], str]] = {
    "docs/architecture.svg": architecture,
    "docs/reference/checks.md": checks_reference,
    "docs/reference/commands.md": commands_reference,
    "docs/reference/model.md": model_reference,
    "docs/queries.md": questions_reference,
    **{f"diagrams/{name}.svg": partial(picture, name) for name in workspace.views()},
    **{f"seeds/schema/{name}.json": partial(seed_schema, name) for name in json_schemas()},
    "docs/reference/graph.schema.json": graph_schema,
}


def main(arguments: list[str]) -> int:
    """Write the files, or with ``--check`` name those that are stale."""
    stale = []
    for name, make in FILES.items():
        path = ROOT / name
        text = make()
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    if stale and "--check" in arguments:
        print(f"stale, renew with `make docs`: {', '.join(stale)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
