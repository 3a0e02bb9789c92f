"""A part of a graph becomes a scene: boxes, and the lines between them, before anything has a place.

Nodes that the view folds stand as one box, their ties as one line; of two states each tells what became of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from graphmodel.diagram.select import match_nodes
from graphmodel.diagram.view import Fold, View
from graphmodel.language import alphabetical
from graphmodel.language.pictures import marks, phrase, short_verb
from graphmodel.period import Validity
from graphmodel.schema import EDGE_KINDS, KINDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from graphmodel.model import Edge, Graph, Level, Node

__all__ = [
    "FOLD_ABOVE",
    "FOLD_BY_TIES",
    "Box",
    "ChangeKind",
    "DayState",
    "Line",
    "Scene",
    "build_scene",
    "change_of",
    "validity_of",
]


class ChangeKind(Enum):
    """What happened to a statement between two days."""

    NONE = "none"
    BEGUN = "begun"
    ENDED = "ended"
    CHANGED = "changed"

    @property
    def sign(self) -> str:
        """What stands in front of a name or number; nothing where nothing happened."""
        return {"begun": "+", "ended": "\N{MINUS SIGN}", "changed": "±"}.get(self.value, "")


@dataclass(frozen=True, slots=True)
class Box:
    """A node, or several that stand as one."""

    id: str
    nodes: tuple[str, ...]
    name: str
    caption: str
    """The kind, in words."""
    members: tuple[str, ...]
    """The names to list in the box, when it holds several nodes."""
    kind: str
    family: str
    level: Level
    group: str | None
    """The county, region or column of the view that it stands under."""
    validity: Validity
    inferred: bool
    change: ChangeKind = ChangeKind.NONE
    strong: bool = False
    """Whether it stands out, because the picture is about it."""
    before: str = ""
    """The name on the first of two days, where it was another."""
    elsewhere: str = ""
    """On which page it is at home, where it is only repeated for the sake of its lines."""
    inside: str = ""
    """The box that it stands inside of, because it is part of it."""
    doubts: str = ""
    """What is not certain about that, or about its county or region, in words and signs."""
    belongs: str = ""
    """The edge by which it stands under its county or region."""

    @property
    def folded(self) -> bool:
        """Whether the box stands for several nodes."""
        return len(self.nodes) > 1 or self.id not in self.nodes


@dataclass(frozen=True, slots=True)
class Line:
    """All ties between the same two boxes; those only called for, and each sort of change, are lines of their own."""

    id: str
    edges: tuple[str, ...]
    tail: str
    head: str
    type: str
    """The strongest kind among its ties, which runs from its tail to its head."""
    validity: Validity
    """How sure it is: as its surest tie."""
    inferred: bool
    called_for: bool
    share: tuple[int, int]
    """How many of the nodes at a folded end it concerns, and how many there are; (1, 1) when neither is folded."""
    text: str = ""
    """Its verb or role, where the view asks for it."""
    number: int = 0
    numbered: bool = True
    """Whether its number stands on it."""
    change: ChangeKind = ChangeKind.NONE
    forth: tuple[str, ...] = ()
    """The kinds of its ties from tail to head, the strongest first."""
    back: tuple[str, ...] = ()
    """The kinds of its ties from head to tail."""
    doubts: str = ""
    """The signs of those of its ties that are less sure than it looks."""

    @property
    def several(self) -> bool:
        """Whether it stands for ties of several kinds."""
        return len(self.forth) + len(self.back) > 1


@dataclass(frozen=True, slots=True)
class Scene:
    """Boxes and lines by id, and what they are made from."""

    record: Graph
    part: Graph
    boxes: Mapping[str, Box]
    lines: Mapping[str, Line]
    inside: Mapping[str, tuple[str, ...]]
    """Edges that no line stands for, by box: between nodes of one box, and from those inside a box to it."""
    days: tuple[date, ...]
    lang: str
    proposal: str = ""
    """What the proposal is called that it draws, where it draws one."""
    axis: tuple[date, date] | None = None
    """The first and the last day of a time axis, where it tells of all that time instead of one day."""
    remarks: tuple[str, ...] = ()
    """What was done to make it fit, for the picture to say."""

    def keeping(self, boxes: frozenset[str]) -> Scene:
        """Return the part with some of the boxes, and the lines between them."""
        lines = {line.id: line for line in self.lines.values() if line.tail in boxes and line.head in boxes}
        kept = {
            id_: box if box.inside in boxes else replace(box, inside="")
            for id_, box in self.boxes.items()
            if id_ in boxes
        }
        return replace(self, boxes=kept, lines=lines)

    @property
    def comparing(self) -> bool:
        """Whether it tells what changed, or would."""
        return len(self.days) > 1 or bool(self.proposal)

    @property
    def day(self) -> date:
        """The day of the picture; the later one when two are compared."""
        return self.days[-1]


_TWO = 2


class DayState(NamedTuple):
    """The graph of a record, or of a proposal, on a day."""

    graph: Graph
    day: date

    def validity(self, id_: str) -> Validity:
        """Return whether a node or edge held; one that is not there did not."""
        there = id_ in self.graph.nodes or id_ in self.graph.edges
        return self.graph.validity(id_, self.day) if there else Validity.NO

    def name(self, id_: str, lang: str) -> str:
        """Return the name of a node; nothing of one that was not there."""
        return self.graph.name(id_, lang, self.day) if self.validity(id_) else ""


def validity_of(states: Sequence[DayState], id_: str) -> Validity:
    """Return whether a node or edge held: in the last state, or, of what ended, in the first."""
    now = states[-1].validity(id_)
    return now if now is not Validity.NO else states[0].validity(id_)


def change_of(states: Sequence[DayState], id_: str, lang: str) -> ChangeKind:
    """Return what became of a node or edge between two states.

    Parameters
    ----------
    states
        One, in which nothing has changed, or two.
    id_
        A node's or edge's id.
    lang
        The language of the names.

    Returns
    -------
    Change
        *Changed* is a node with another name, what was certain and is now only possible, and an edge that another of
        its kind between the same ends took over from. What is only surer dated has not changed, and an event such as
        that something was established does not end with the one who did it.
    """
    if len(states) < _TWO:
        return ChangeKind.NONE
    before, after = (state.validity(id_) for state in states)
    if not before and not after:
        return ChangeKind.NONE
    if not before or not after:
        return _came_or_went(states, id_, begun=bool(after))
    first, last = states
    renamed = id_ in last.graph.nodes and first.name(id_, lang) != last.name(id_, lang)
    return ChangeKind.CHANGED if renamed or before > after else ChangeKind.NONE


def _came_or_went(states: Sequence[DayState], id_: str, *, begun: bool) -> ChangeKind:
    before, after = states
    edge = after.graph.edges.get(id_)
    if edge and begun and edge.from_id in before.graph.nodes:
        for other in before.graph.edges_from(edge.from_id):
            same = other.type == edge.type and other.to_id == edge.to_id and other.called_for == edge.called_for
            if same and other.id != id_ and before.validity(other.id) and not after.validity(other.id):
                return ChangeKind.CHANGED
    if begun:
        return ChangeKind.BEGUN
    return ChangeKind.NONE if edge and not edge.can_end else ChangeKind.ENDED


FOLD_ABOVE = 90
"""From how many boxes on nodes with the same lines fold unasked: about what an A3 sheet holds."""

FOLD_BY_TIES = Fold(kinds=tuple(KINDS), by="ties", members=False)
"""Folds whatever has the same lines."""

_KINDS = tuple(EDGE_KINDS)
_FOLD_BY_KIND = Fold(kinds=tuple(KINDS), by="kind", members=False)
_MANY = 150
_NAMED = 4
"""How many of those whom a proposal is about stand by name."""
_FEW = 2
_DEEPEST = 2
"""How many boxes deep a box stands in others."""


def build_scene(  # noqa: PLR0913, PLR0917 - what a picture is made from
    record: Graph,
    part: Graph,
    view: View,
    states: tuple[DayState, ...],
    lang: str,
    apart: frozenset[str] = frozenset(),
    remarks: tuple[str, ...] = (),
) -> Scene:
    """Return the boxes and lines of a picture.

    Parameters
    ----------
    record
        The whole record, for names and periods on each day.
    part
        What the view shows, in the one state or in both.
    view
        The view, for what it folds and how it groups.
    states
        What is drawn: the graph on a day, or two that are compared.
    lang
        ``nb`` or ``en``.
    apart
        The boxes that stand inside no other, because on some of several days they do not.
    remarks
        What else the picture has to say.

    Returns
    -------
    Scene
        Its lines are numbered from 1 in the order of their ids' ends.
    """
    folder = _Folder(record, part, view, states, lang)
    folds, remark = folder.folds()
    boxes = folder.boxes(folds)
    if not boxes:
        remark = (phrase("nothing", lang),)
    elif view.group != "level" and not any(box.group for box in boxes.values()):
        remark = (*remark, phrase(f"no groups {view.group}", lang))
    boxes = folder.nested(boxes, apart)
    lines, inside = folder.lines(boxes)
    proposal = states[-1].graph.proposal
    days = tuple(state.day for state in (states[-1:] if proposal else states))
    title = proposal.title if proposal else ""
    return Scene(
        record,
        part,
        boxes,
        lines,
        inside,
        days,
        lang,
        title,
        remarks=(*remarks, *remark, *_left_out(part, view, states, lang)),
    )


def _left_out(part: Graph, view: View, states: Sequence[DayState], lang: str) -> Iterator[str]:
    """Yield which kinds of tie the view leaves out that join nodes of the picture, or would lead on for its budget."""
    kinds = set()
    for state in states:
        for edge in state.graph.edges.values():
            ends = (edge.from_id in part.nodes) + (edge.to_id in part.nodes)
            least = 1 if edge.type in view.lines.leave_out else 2
            if edge.type in view.lines.without and edge.recorded and ends >= least and state.validity(edge.id):
                kinds.add(edge.type)
    if kinds:
        words = ", ".join(EDGE_KINDS[type_].reads.verb(lang) for type_ in EDGE_KINDS if type_ in kinds)
        yield phrase("without", lang).format(kinds=words)


def _proposed_ends(graph: Graph, part: Graph) -> frozenset[str]:
    """Return the ends of what a proposal begins or ends in a picture."""
    changed = graph.proposal.added | graph.proposal.ended if graph.proposal else frozenset()
    edges = [part.edges[id_] for id_ in changed if id_ in part.edges]
    return frozenset(end for edge in edges for end in (edge.from_id, edge.to_id))


class _Folder:
    def __init__(self, record: Graph, part: Graph, view: View, states: tuple[DayState, ...], lang: str) -> None:
        self.record = record
        self.part = part
        self.view = view
        self.states = states
        self.day = states[-1].day
        self.lang = lang
        self.groups: dict[str, str] = {}
        self.belonging: dict[str, str] = {}
        if view.group != "level":
            self.groups, self.belonging = _groups(record, part, view.group, self.day)
        for place, column in enumerate(view.columns):
            self.groups |= dict.fromkeys(column.ids, str(place))
        self.proposed = _proposed_ends(states[-1].graph, part)
        """Whom a proposal is about: a few of them stand by name beside the box of the others."""

    def folds(self) -> tuple[tuple[Fold, ...], tuple[str, ...]]:
        """Return what to fold: as the view says, and more where there would be too many boxes."""
        asked = self.view.fold
        count = len(self.part.nodes)
        if self._count(asked) <= FOLD_ABOVE:
            return asked, ((phrase("folded by ties", self.lang).format(n=count),) if FOLD_BY_TIES in asked else ())
        for fold, word in ((FOLD_BY_TIES, "folded by ties"), (_FOLD_BY_KIND, "folded by kind")):
            folds = (*asked, fold)
            if self._count(folds) <= _MANY:
                return folds, (phrase(word, self.lang).format(n=count),)
        return folds, (phrase("folded by kind", self.lang).format(n=count),)

    def _count(self, folds: Iterable[Fold]) -> int:
        return len({key for key, _ in self._keys(folds).values()})

    def _keys(self, folds: Iterable[Fold]) -> dict[str, tuple[str, Fold | None]]:
        """Return, for each node, the id of its box and the entry that folded it there."""
        keys: dict[str, tuple[str, Fold | None]] = {}
        edges = self.part.edges.values()
        for fold in folds:
            nodes = sorted(id_ for id_ in match_nodes(self.part, fold, edges) if id_ not in keys)
            named = [id_ for id_ in nodes if id_ in self.proposed]
            if len(named) <= _NAMED:
                nodes = [id_ for id_ in nodes if id_ not in named]
            together: dict[tuple[str, ...], list[str]] = {}
            for id_ in nodes:
                together.setdefault(self._trait(id_, fold), []).append(id_)
            for trait, members in together.items():
                if len(members) >= _FEW or fold.by in ("region", "county"):
                    name = "-".join(part for part in ("fold", *trait[:3]) if part)
                    keys |= dict.fromkeys(members, (self._free(name, members, keys), fold))
        return keys | {id_: (id_, None) for id_ in self.part.nodes if id_ not in keys}

    def _trait(self, id_: str, fold: Fold) -> tuple[str, ...]:
        """Return what the nodes of one box have in common."""
        node = self.part.nodes[id_]
        common = (node.kind.lower(), node.level, self.groups.get(id_) or "")
        if fold.by == "ties":
            return (*common, *_ties(self.part, id_))
        if fold.by in ("region", "county"):
            return (node.kind.lower(), node.level, self._of(fold.by).get(id_) or "")
        return common

    def _of(self, by: str) -> Mapping[str, str]:
        return _groups(self.record, self.part, by, self.day)[0]

    @staticmethod
    def _free(name: str, members: list[str], taken: Mapping[str, tuple[str, Fold | None]]) -> str:
        return f"{name}-{members[0]}" if any(key == name for key, _ in taken.values()) else name

    def boxes(self, folds: Iterable[Fold]) -> dict[str, Box]:
        """Return the boxes by id."""
        members: dict[str, list[str]] = {}
        how: dict[str, Fold | None] = {}
        for id_, (key, fold) in sorted(self._keys(folds).items()):
            members.setdefault(key, []).append(id_)
            how[key] = fold
        return {
            key: self._folded(key, nodes, fold) if (fold := how[key]) else self._single(self.part.nodes[key])
            for key, nodes in sorted(members.items())
        }

    def _name(self, id_: str) -> str:
        return self.record.name(id_, self.lang, self.day)

    def _single(self, node: Node) -> Box:
        return Box(
            id=node.id,
            nodes=(node.id,),
            name=self._name(node.id),
            caption=node.words[0 if self.lang == "nb" else 2],
            members=(),
            kind=node.kind,
            family=node.family,
            level=node.level,
            group=self.groups.get(node.id),
            validity=validity_of(self.states, node.id),
            inferred=node.confidence == "inferred",
            change=change_of(self.states, node.id, self.lang),
            strong=node.id in self.view.strong,
            before=self._before(node.id),
            doubts=self._doubts(self.belonging.get(node.id)),
            belongs=self.belonging.get(node.id, ""),
        )

    def _doubts(self, belongs: str | None) -> str:
        """Return what is not certain about what a body is part of, in words and signs."""
        edge = self.record.edges[belongs] if belongs else None
        signs = self._marks(edge) if edge else ""
        verb = phrase("part" if edge and edge.type == "PART_OF" else "member", self.lang)
        return f"· {verb}\N{NO-BREAK SPACE}{signs}" if signs else ""

    def _before(self, id_: str) -> str:
        """Return the name of a node on the first of two days, where it was another and the node was there."""
        then = self.states[0].name(id_, self.lang)
        return then if then != self._name(id_) else ""

    def _folded(self, key: str, nodes: list[str], fold: Fold) -> Box:
        first = self.part.nodes[nodes[0]]
        validities = [validity_of(self.states, id_) for id_ in nodes]
        changes = {change_of(self.states, id_, self.lang) for id_ in nodes}
        names = tuple(self._short(id_, first) for id_ in sorted(nodes, key=lambda id_: alphabetical(self._name(id_))))
        return Box(
            id=key,
            nodes=tuple(nodes),
            name=self._folded_name(first, nodes, fold),
            caption="",
            members=names if fold.members else (),
            kind=first.kind,
            family=first.family,
            level=first.level,
            group=self.groups.get(nodes[0]),
            validity=min(validities),
            inferred=any(self.part.nodes[id_].confidence == "inferred" for id_ in nodes),
            change=changes.pop() if len(changes) == 1 else ChangeKind.CHANGED,
        )

    def _short(self, id_: str, first: Node) -> str:
        """Return a name without the word for its kind, which the name of the box says; with the sign of a change."""
        change = change_of(self.states, id_, self.lang)
        sign = f"{change.sign}\N{NO-BREAK SPACE}" if change.sign else ""
        return sign + self._name(id_).removesuffix(f" {first.words[0]}").removesuffix(f" {first.words[2]}")

    def _folded_name(self, first: Node, nodes: list[str], fold: Fold) -> str:
        if fold.name:
            return fold.name.in_(self.lang).replace("{n}", self._number(nodes, fold))
        place = {"nb": (0, 1), "en": (2, 3)}[self.lang][len(nodes) > 1]
        name = f"{len(nodes)} {first.words[place]}"
        group = self._of(fold.by).get(nodes[0]) if fold.by in ("region", "county") else None
        return f"{name} – {self._name(group)}" if group else name

    def _number(self, nodes: list[str], fold: Fold) -> str:
        """Return how many stand in a box, and of how many, where some of those are named beside it."""
        count, first = len(nodes), self._trait(nodes[0], fold)
        matches = match_nodes(self.part, fold, self.part.edges.values()) if self.proposed else frozenset(nodes)
        all_ = sum(id_ in nodes or (id_ in self.proposed and self._trait(id_, fold) == first) for id_ in matches)
        return str(count) if count == all_ else phrase("so many of", self.lang).format(n=count, all=all_)

    def nested(self, boxes: dict[str, Box], apart: frozenset[str]) -> dict[str, Box]:
        """Put the box of each body that is part of another at its level into that one's box, two deep at most."""
        home = {id_: box.id for box in boxes.values() for id_ in box.nodes}
        wholes: dict[str, dict[str, list[Edge]]] = {}
        for edge in self.part.edges.values():
            tail, head = boxes[home[edge.from_id]], boxes[home[edge.to_id]]
            if edge.type == "PART_OF" and self._can_hold(edge, tail, head) and tail.id not in apart:
                wholes.setdefault(tail.id, {}).setdefault(head.id, []).append(edge)
        chosen: dict[str, str] = {}
        found = dict(boxes)
        for id_ in sorted(wholes, key=lambda id_: (boxes[id_].name, id_)):
            ties = {whole: edges for whole, edges in wholes[id_].items() if len(edges) == len(boxes[id_].nodes)}
            for whole in sorted(
                ties, key=lambda whole: (self._strength(ties[whole][0])[:2], -_far(whole, wholes), whole)
            ):
                if _fits_inside(id_, whole, chosen):
                    chosen[id_] = whole
                    signs = max(self._marks(edge) for edge in ties[whole])
                    doubts = f"· {phrase('part', self.lang)}\N{NO-BREAK SPACE}{signs}" if signs else ""
                    found[id_] = replace(boxes[id_], inside=whole, doubts=doubts)
                    break
        return found

    def _can_hold(self, edge: Edge, tail: Box, head: Box) -> bool:
        """Tell whether a body can be drawn inside what it is part of: both at one level, and as long as it is there."""
        change = change_of(self.states, edge.id, self.lang)
        return (
            edge.recorded
            and not head.folded
            and tail.id != head.id
            and tail.family == head.family == "Body"
            and (tail.level, tail.group) == (head.level, head.group)
            and change in {ChangeKind.NONE, tail.change, head.change}
        )

    def lines(self, boxes: Mapping[str, Box]) -> tuple[dict[str, Line], dict[str, tuple[str, ...]]]:
        """Return the lines between boxes by id, and the edges that lie within a box."""
        home = {id_: box.id for box in boxes.values() for id_ in box.nodes}
        bundles: dict[tuple[object, ...], list[Edge]] = {}
        inside: dict[str, list[str]] = {}
        for edge in self.part.edges.values():
            tail, head = home[edge.from_id], home[edge.to_id]
            if tail == head or (edge.type == "PART_OF" and edge.recorded and head in _around(tail, boxes)):
                inside.setdefault(head, []).append(edge.id)
            else:
                bundles.setdefault(self._bundle(edge, tail, head), []).append(edge)
        lines = [self._line(sorted(edges, key=self._strength), boxes, home) for edges in bundles.values()]
        lines.sort(key=lambda line: _reading_order(line, boxes))
        numbered = {
            line.id: replace(line, number=number, numbered=self.view.lines.numbers)
            for number, line in enumerate(lines, 1)
        }
        return numbered, {key: tuple(ids) for key, ids in sorted(inside.items())}

    def _bundle(self, edge: Edge, tail: str, head: str) -> tuple[object, ...]:
        """Return what the edges of one line have in common."""
        common = (edge.called_for, change_of(self.states, edge.id, self.lang))
        if self.view.lines.single:
            return (tail, head, edge.type, validity_of(self.states, edge.id), edge.confidence, *common)
        return (*sorted((tail, head)), *common)

    def _strength(self, edge: Edge) -> tuple[object, ...]:
        """Order ties by how sure they are, and then by what they are."""
        unsure = -validity_of(self.states, edge.id), edge.confidence == "inferred"
        return (*unsure, _KINDS.index(edge.type), edge.id)

    def _marks(self, edge: Edge) -> str:
        return marks(validity_of(self.states, edge.id), inferred=edge.confidence == "inferred")

    def _text(self, edges: list[Edge], forth: frozenset[str]) -> str:
        """Return what the view asks to be written on a line besides its number."""
        if self.view.lines.text == "role":
            roles = [self.record.translate(edge.role, self.lang) for edge in edges]
            if any(roles):
                return " · ".join(dict.fromkeys(filter(None, roles)))
        if self.view.lines.text == "number":
            return ""
        alone = len({(edge.type, edge.id in forth) for edge in edges}) == 1
        verbs: dict[str, set[str]] = {}
        for edge in edges:
            verb = edge.reads.verb(self.lang, back=edge.id not in forth)
            said = verb if alone or edge.id not in forth else short_verb(edge.type, verb, self.lang)
            verbs.setdefault(said, set()).add(self._marks(edge))
        return " · ".join(verb + (max(signs) if not alone and "" not in signs else "") for verb, signs in verbs.items())

    def _line_id(self, edges: list[Edge], tail: Box, head: Box) -> str:
        """Return the id of a line: that of its one edge, else that of its boxes and what sets it apart."""
        edge = edges[0]
        change = change_of(self.states, edge.id, self.lang)
        single = self.view.lines.single
        if (single or len(edges) == 1) and not (tail.folded or head.folded):
            return edge.id
        parts = (
            tail.id,
            edge.type.lower().replace("_", "-") if single else "",
            head.id,
            "possibly" if single and validity_of(self.states, edge.id) is Validity.POSSIBLY else "",
            "inferred" if single and edge.confidence == "inferred" else "",
            "called-for" if edge.called_for else "",
            change.value if change is not ChangeKind.NONE else "",
        )
        return ":".join(part for part in parts if part)

    def _line(self, edges: list[Edge], boxes: Mapping[str, Box], home: Mapping[str, str]) -> Line:
        """Return a line for ties between two boxes, the strongest first; that one gives it its direction."""
        first = edges[0]
        tail, head = boxes[home[first.from_id]], boxes[home[first.to_id]]
        forth = frozenset(edge.id for edge in edges if home[edge.from_id] == tail.id)
        ends = {end for edge in edges for end in (edge.from_id, edge.to_id)}
        share = max(
            ((len(ends.intersection(box.nodes)), len(box.nodes)) for box in (tail, head)), key=lambda share: share[1]
        )
        doubts = max({self._marks(edge) for edge in edges} - {self._marks(first)}, default="")
        return Line(
            id=self._line_id(edges, tail, head),
            edges=tuple(sorted(edge.id for edge in edges)),
            tail=tail.id,
            head=head.id,
            type=first.type,
            validity=validity_of(self.states, first.id),
            inferred=first.confidence == "inferred",
            called_for=first.called_for,
            share=share,
            text=self._text(edges, forth),
            change=change_of(self.states, first.id, self.lang),
            forth=tuple(dict.fromkeys(edge.type for edge in edges if edge.id in forth)),
            back=tuple(dict.fromkeys(edge.type for edge in edges if edge.id not in forth)),
            doubts=doubts,
        )


def _far(id_: str, wholes: Mapping[str, Mapping[str, object]]) -> int:
    """Return how many boxes deep a box could stand."""
    seen: set[str] = set()
    while id_ in wholes and id_ not in seen:
        seen.add(id_)
        id_ = min(wholes[id_])
    return len(seen)


def _fits_inside(id_: str, whole: str, chosen: Mapping[str, str]) -> bool:
    """Tell whether a box can go into another: not into itself, and no deeper than two."""
    above = 1
    while whole in chosen:
        whole = chosen[whole]
        above += 1
    return whole != id_ and above + _height(id_, chosen) <= _DEEPEST


def _height(id_: str, chosen: Mapping[str, str]) -> int:
    return max((1 + _height(inner, chosen) for inner, whole in chosen.items() if whole == id_), default=0)


def _around(id_: str, boxes: Mapping[str, Box]) -> Iterator[str]:
    """Yield the boxes that a box stands inside of, the nearest first."""
    while boxes[id_].inside:
        id_ = boxes[id_].inside
        yield id_


def _reading_order(line: Line, boxes: Mapping[str, Box]) -> tuple[object, ...]:
    """Order lines from the national level down, by the names of their ends."""
    tail, head = boxes[line.tail], boxes[line.head]
    return (
        -LEVELS.index(tail.level),
        alphabetical(tail.name),
        line.tail,
        -LEVELS.index(head.level),
        alphabetical(head.name),
        line.id,
    )


def _ties(part: Graph, id_: str) -> tuple[str, ...]:
    out = (f"{edge.type}>{edge.to_id}{edge.status}" for edge in part.edges_from(id_))
    into = (f"{edge.type}<{edge.from_id}{edge.status}" for edge in part.edges_to(id_))
    return tuple(sorted({*out, *into}))


_GROUPS = {"county": ("PART_OF", "County"), "region": ("MEMBER_OF", "RegionalCouncil")}


def _groups(record: Graph, part: Graph, by: str, day: date) -> tuple[dict[str, str], dict[str, str]]:
    """Return the county or region of each node that has one on the day, and the edge that says so."""
    edge_type, kind = _GROUPS[by]
    groups: dict[str, str] = {}
    belonging: dict[str, str] = {}
    for id_, node in part.nodes.items():
        if node.kind == kind:
            groups[id_] = id_
        ties = [edge for edge in record.edges_from(id_) if edge.type == edge_type and edge.recorded]
        ties = [edge for edge in ties if record.nodes[edge.to_id].kind == kind and record.validity(edge.id, day)]
        if ties and id_ not in groups:
            groups[id_], belonging[id_] = ties[0].to_id, ties[0].id
    return groups, belonging
