"""The way of each line, and the part of it that is drawn where several run together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.diagram.layout.shapes import Path, Point

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphmodel.diagram.layout.shapes import Way

__all__ = ["drawn"]

_BEYOND = 4.0
"""How far a line runs on beyond the point where it joins another, so that the bend shows which way it goes."""

Covered = dict[int, tuple[float, float]]
"""What of the track before each row is drawn already."""


def drawn(ways: Mapping[str, Way], priority: Mapping[str, int]) -> dict[str, Path]:
    """Return the lines as they are drawn; those of one tree share the stretch that they have in common.

    Parameters
    ----------
    ways
        The way of each line, of these or of more lines.
    priority
        The lines to draw, each with its rank: where several run together, one of the lowest rank draws the common
        stretch. Lines of rank 0 are drawn from end to end.

    Returns
    -------
    dict
        A path for each line to draw.
    """
    found: dict[str, Path] = {}
    covered: dict[str, Covered] = {}
    for id_ in sorted(priority, key=lambda id_: (priority[id_], -len(ways[id_].steps), -_reach(ways[id_]), id_)):
        way = ways[id_]
        found[id_] = _path(way, covered.setdefault(way.tree, {}), whole=priority[id_] == 0)
    return found


def _reach(way: Way) -> float:
    return abs(way.steps[0].start - way.steps[0].end)


def _path(way: Way, covered: Covered, *, whole: bool) -> Path:
    points, complete = _until_covered(way, {} if whole else covered)
    if whole:
        _until_covered(way, covered)
    start, end = (end._replace(across=gate) for end, gate in zip((way.start, way.end), way.gates, strict=True))
    if way.to_head:
        return Path(points, leaves=True, arrives=complete, label=start, labelled_head=False)
    at_head = way.labelled_head
    return Path(points[::-1], leaves=complete, arrives=True, label=start if at_head else end, labelled_head=at_head)


def _merged(points: Sequence[Point]) -> tuple[Point, ...]:
    """Leave out corners at which a line does not turn."""
    kept = [points[0]]
    for point, following in zip(points[1:], [*points[2:], None], strict=True):
        straight = following is not None and (
            (kept[-1].along == point.along == following.along) or (kept[-1].across == point.across == following.across)
        )
        if not straight and point != kept[-1]:
            kept.append(point)
    return tuple(kept)


def _until_covered(way: Way, covered: Covered) -> tuple[tuple[Point, ...], bool]:
    """Return the part of a way up to where it joins what is drawn already, and whether that is all of it."""
    points = [way.start]
    for place, step in enumerate(way.steps):
        span = covered.get(step.row)
        if step.track is None:
            covered[step.row] = (step.start, step.end)
            continue
        points.append(Point(points[-1].along, step.track))
        if span:
            joint = min(max(step.start, span[0]), span[1])
            points += [Point(joint, step.track), _onwards(joint, place, way)]
            covered[step.row] = (min(span[0], step.start), max(span[1], step.start))
            return _merged(points), False
        covered[step.row] = (min(step.start, step.end), max(step.start, step.end))
        points.append(Point(step.end, step.track))
    points.append(Point(points[-1].along, way.end.across))
    return _merged(points), True


def _onwards(joint: float, place: int, way: Way) -> Point:
    """Return a point a little further along the way than where it joins another."""
    step = way.steps[place]
    track = step.track if step.track is not None else way.end.across
    if step.end != joint:
        beyond = min(_BEYOND, abs(step.end - joint))
        return Point(joint + (beyond if step.end > joint else -beyond), track)
    goal = next((later.track for later in way.steps[place + 1 :] if later.track is not None), way.end.across)
    return Point(joint, track + (_BEYOND if goal > track else -_BEYOND))
