"""The kinds of edge: what each joins, how it reads aloud both ways, and which flows it carries.

This is the only table of edge kinds; queries, analyses, legends and docs read it from here.
"""

import re
from enum import Enum
from functools import cache
from typing import ClassVar, Literal, NamedTuple, get_args

from pydantic import Field

from graphmodel.choices import language
from graphmodel.model.nodes import Agreement, Body, County, Instrument, Node, Plan, Programme
from graphmodel.model.statement import EdgeId, Label, Slug, Statement

Capacity = Literal["votes", "speaks", "observes", "appoints"]
CAPACITIES: tuple[Capacity, ...] = get_args(Capacity)

Flow = Literal["authority", "voice"]
FLOWS: tuple[Flow, ...] = ("authority", "voice")


class Run(Enum):
    """The direction in which a flow runs along an edge, as written from → to."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"


class Wording(NamedTuple):
    """How an edge reads aloud between its two ends, from → to and to → from."""

    nb: str
    nb_back: str
    en: str
    en_back: str

    def verb(self, lang: str, *, back: bool = False) -> str:
        """Return the verb in a language, from the one end or back from the other."""
        if language(lang) == "nb":
            return self.nb_back if back else self.nb
        return self.en_back if back else self.en


Classes = tuple[type[Node], ...]
Ends = tuple[Classes, Classes]
"""The classes of node that may stand at the two ends."""


class Edge(Statement):
    """A dated, sourced tie from one node to another, with an id of its own."""

    joins: ClassVar[Ends]
    reads: ClassVar[Wording]
    flows: ClassVar[dict[Flow, Run]] = {}
    ends_at: ClassVar[Classes] = ()
    """The classes of node at which influence along it ends: it is the last step of a chain."""
    event: ClassVar[bool] = False
    """Whether `since` is the point in time of an event, whose effect lasts."""
    for_good: ClassVar[bool] = False
    """Whether what happened is never undone, and so does not end when one of its ends does."""
    symmetric: ClassVar[bool] = False
    """Whether it says the same read from either end."""
    identity: ClassVar[bool] = False
    """Whether it carries a node on as another, so that its ends need not be there at one time."""

    id: EdgeId = Field(description="Stable; never reused.")
    from_id: Slug
    to_id: Slug
    role: Label | None = Field(None, description="What the tie is more precisely, for instance `observatør`.")
    status: Literal["recorded", "called for"] = Field(
        "recorded", description="`called for`: a source only says that the tie should exist; never counted as a tie."
    )
    claim: Literal["chosen", "alternative"] | None = Field(
        None, description="Where claims conflict and both stand: whether this is the chosen one."
    )
    conflicts_with: tuple[EdgeId, ...] = Field((), description="Ids of the edges that claim something else.")

    @classmethod
    @cache
    def type_name(cls) -> str:
        """Return the type of the edge in a store, such as ``REPORTS_TO``."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).upper()

    @property
    def type(self) -> str:
        """The type of the edge in a store, such as ``REPORTS_TO``."""
        return self.type_name()

    @property
    def called_for(self) -> bool:
        """Whether a source only says that the tie should exist."""
        return self.status == "called for"

    @property
    def recorded(self) -> bool:
        """Whether it counts as a tie: not only called for, and no claim that was not chosen."""
        return self.status == "recorded" and self.claim != "alternative"

    @property
    def can_end(self) -> bool:
        """Whether it comes to an end, if only with its ends."""
        return not self.for_good or self.until is not None

    @classmethod
    def default_id(cls, from_id: str, to_id: str) -> str:
        """Return the id of the first edge of this kind between two nodes."""
        return f"{from_id}:{cls.type_name().lower().replace('_', '-')}:{to_id}"


class PartOf(Edge):
    """Component of."""

    joins = ((Body, Instrument, County), (Body, Instrument, County))
    reads = Wording("er del av", "har som del", "is part of", "includes")
    flows: ClassVar[dict[Flow, Run]] = {"authority": Run.BACKWARD, "voice": Run.FORWARD}


class Seat(Edge):
    """A seat in a body, held by another one for itself and for those it speaks for."""

    capacity: Capacity | None = Field(
        None,
        description="What the holder may do there: `votes`, `speaks`, `observes`, or `appoints` (names the person, has "
        "no voice of its own). Left out: unknown.",
    )
    on_behalf_of: tuple[Slug, ...] = Field(
        (),
        description="Ids of those it speaks for besides itself, or its own where it speaks for itself only; a county "
        "stands for its municipalities, a regional council or network for its members.",
    )
    appointed_by: tuple[Slug, ...] = Field((), description="Ids of the bodies that named it to the seat.")


class MemberOf(Seat):
    """Takes part in, or is party to."""

    joins = ((Body,), (Body, Agreement, Programme))
    reads = Wording("er medlem av", "har som medlem", "is a member of", "has as member")
    flows: ClassVar[dict[Flow, Run]] = {"voice": Run.FORWARD}


class RepresentedIn(Seat):
    """Holds a seat in, names people to, or observes in."""

    joins = ((Body,), (Body, Programme))
    reads = Wording("er representert i", "har representasjon fra", "is represented in", "has representation from")
    flows: ClassVar[dict[Flow, Run]] = {"voice": Run.FORWARD}


class Established(Edge):
    """Created, adopted or appointed."""

    joins = ((Body,), (Body, Instrument, County))
    reads = Wording("opprettet", "ble opprettet av", "established", "was established by")
    flows: ClassVar[dict[Flow, Run]] = {"authority": Run.FORWARD}
    event = True
    for_good = True


class Mandates(Edge):
    """Gives authority or a task to."""

    joins = ((Body, Instrument), (Body, Programme))
    reads = Wording("gir mandat til", "har mandat fra", "mandates", "is mandated by")
    flows: ClassVar[dict[Flow, Run]] = {"authority": Run.FORWARD}
    event = True


class Steers(Edge):
    """Is the steering group of, or gives binding direction to."""

    joins = ((Body,), (Body, Plan, Programme))
    reads = Wording("styrer", "styres av", "steers", "is steered by")
    flows: ClassVar[dict[Flow, Run]] = {"authority": Run.FORWARD}


class Leads(Seat):
    """Provides the chair or leader of; it is a seat that chairs, not a command."""

    joins = ((Body,), (Body, Programme))
    reads = Wording("leder", "ledes av", "leads", "is led by")
    flows: ClassVar[dict[Flow, Run]] = {"voice": Run.FORWARD}


class ReportsTo(Edge):
    """Answers to."""

    joins = ((Body,), (Body,))
    reads = Wording("rapporterer til", "mottar rapport fra", "reports to", "receives reports from")
    flows: ClassVar[dict[Flow, Run]] = {"authority": Run.BACKWARD, "voice": Run.FORWARD}


class Advises(Edge):
    """Prepares for, or recommends to."""

    joins = ((Body,), (Body, Instrument))
    reads = Wording("gir råd til", "får råd fra", "advises", "is advised by")
    flows: ClassVar[dict[Flow, Run]] = {"voice": Run.FORWARD}


class SecretariatFor(Edge):
    """Runs or shares the secretariat of."""

    joins = ((Body,), (Body, Programme))
    reads = Wording("er sekretariat for", "har sekretariat hos", "is secretariat for", "has its secretariat at")
    flows: ClassVar[dict[Flow, Run]] = {"voice": Run.FORWARD}


class Funds(Edge):
    """Pays for."""

    joins = ((Body, Programme), (Body, Instrument))
    reads = Wording("finansierer", "finansieres av", "funds", "is funded by")
    flows: ClassVar[dict[Flow, Run]] = {"authority": Run.FORWARD}
    ends_at = (Node,)


class Owns(Edge):
    """Owns, or is formally responsible for."""

    joins = ((Body,), (Body, Plan, Programme))
    reads = Wording("eier", "eies av", "owns", "is owned by")
    flows: ClassVar[dict[Flow, Run]] = {"authority": Run.FORWARD}


class Hosts(Edge):
    """Is the host municipality or project host of."""

    joins = ((Body,), (Body, Programme))
    reads = Wording("er vert for", "har som vert", "hosts", "is hosted by")


class FollowsUp(Edge):
    """Is bound to, carries out, or works in line with."""

    joins = ((Body, Instrument), (Instrument,))
    reads = Wording("følger opp", "følges opp av", "follows up", "is followed up by")
    flows: ClassVar[dict[Flow, Run]] = {"authority": Run.BACKWARD}
    ends_at = (Body,)


class CooperatesWith(Edge):
    """Cooperates with; symmetric, stored once."""

    joins = ((Body, Programme), (Body, Programme))
    reads = Wording("samarbeider med", "samarbeider med", "cooperates with", "cooperates with")
    flows: ClassVar[dict[Flow, Run]] = {"voice": Run.BOTH}
    ends_at = (Node,)
    symmetric = True


class SucceededBy(Edge):
    """Was merged into, split into or replaced by; carries identity through time, never influence."""

    joins = ((Node,), (Node,))
    reads = Wording("ble etterfulgt av", "etterfulgte", "was succeeded by", "succeeded")
    event = True
    for_good = True
    identity = True


EDGE_KINDS: tuple[type[Edge], ...] = (
    Established,
    Mandates,
    Steers,
    Leads,
    Owns,
    Funds,
    ReportsTo,
    SecretariatFor,
    Hosts,
    Advises,
    MemberOf,
    RepresentedIn,
    CooperatesWith,
    PartOf,
    FollowsUp,
    SucceededBy,
)
"""All kinds, in the order in which explanations and legends tell them."""
