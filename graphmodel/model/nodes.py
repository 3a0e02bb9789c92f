"""The kinds of node. The class name is the `kind` in a seed file and the label in a store."""

from typing import ClassVar, Literal, get_args

from pydantic import Field

from graphmodel.choices import language
from graphmodel.model.statement import Label, Name, Number, OfficialNumber, OrganisationNumber, Slug, Statement

Level = Literal["local", "intermunicipal", "regional", "national"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The levels from the bottom up."""


class Node(Statement):
    """Something that can stand at the end of an edge."""

    family: ClassVar[str]
    """The first label in a store: Body, Instrument or Place."""
    words: ClassVar[tuple[str, str, str, str]]
    """The kind in words: Norwegian singular and plural, English singular and plural."""
    acts: ClassVar[bool] = True
    """Whether one of this kind can act, so that influence can pass through it."""

    id: Slug = Field(description="Lower-case letters, digits and hyphens; never reused.")
    level: Level
    name: Label = Field(description="The present, or last, name in Norwegian.")
    name_en: Label | None = Field(None, description="The name in English.")
    form: Label | None = Field(None, description="A finer kind, for instance `steering group`.")
    class_of_bodies: bool = Field(
        default=False,
        description="Whether it stands for a class of bodies, such as all county governors; it cannot act.",
    )
    names: tuple[Name, ...] = Field((), description="Names through time, and other names.")
    number: OfficialNumber | None = Field(
        None, description="Official number of a municipality (four digits) or county (two)."
    )
    numbers: tuple[Number, ...] = Field((), description="Official numbers through time.")
    organisation_number: OrganisationNumber | None = Field(None, description="Number in Enhetsregisteret, nine digits.")

    @property
    def kind(self) -> str:
        """The kind of node, which is the name of its class."""
        return type(self).__name__

    @classmethod
    def word(cls, lang: str, *, many: bool = False) -> str:
        """Return the kind in words, of one or of many."""
        return cls.words[2 * (language(lang) == "en") + many]

    @property
    def passes_on(self) -> bool:
        """Whether influence can pass through it: it can act, and is no mere class of those who can."""
        return self.acts and not self.class_of_bodies

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in a store: family, level (bodies only) and kind."""
        return (self.family, self.kind)


class Body(Node):
    """Somebody who can act, be asked, be represented."""

    family: ClassVar[str] = "Body"

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in a store: family, level and kind."""
        return (self.family, f"{self.level.capitalize()}Body", self.kind)


class Instrument(Node):
    """Something decided or agreed that bodies follow."""

    family: ClassVar[str] = "Instrument"


class Place(Node):
    """A stretch of land."""

    family: ClassVar[str] = "Place"
    acts: ClassVar[bool] = False


class Municipality(Body):
    """A municipality (kommune)."""

    words = ("kommune", "kommuner", "municipality", "municipalities")


class CountyAuthority(Body):
    """An elected regional authority (fylkeskommune)."""

    words = ("fylkeskommune", "fylkeskommuner", "county authority", "county authorities")


class CountyGovernor(Body):
    """The state's representative in a county (statsforvalter, fylkesmann before 2021)."""

    words = ("statsforvalter", "statsforvaltere", "county governor", "county governors")


class RegionalCouncil(Body):
    """A political council of municipalities (interkommunalt politisk råd, regionråd)."""

    words = ("regionråd", "regionråd", "regional council", "regional councils")


class IntermunicipalCooperation(Body):
    """A cooperation in which municipalities run something together."""

    words = (
        "interkommunalt samarbeid",
        "interkommunale samarbeid",
        "intermunicipal cooperation",
        "intermunicipal cooperations",
    )


class HealthTrust(Body):
    """A hospital trust or regional health authority (helseforetak, regionalt helseforetak)."""

    words = ("helseforetak", "helseforetak", "health trust", "health trusts")


class Ministry(Body):
    """A ministry (departement)."""

    words = ("departement", "departementer", "ministry", "ministries")


class StateBody(Body):
    """A directorate or another body of the state."""

    words = ("statlig organ", "statlige organer", "state body", "state bodies")


class Association(Body):
    """An association of members, for instance KS."""

    words = ("forening", "foreninger", "association", "associations")


class Committee(Body):
    """A committee, council, board or group that bodies send people to."""

    words = ("utvalg", "utvalg", "committee", "committees")


class CooperationBody(Body):
    """A body in which independent parties coordinate, for instance a health community (helsefellesskap)."""

    words = ("samarbeidsorgan", "samarbeidsorganer", "cooperation body", "cooperation bodies")


class Network(Body):
    """A network of bodies, for instance a regional digitalisation network."""

    words = ("nettverk", "nettverk", "network", "networks")


class CoordinationStructure(Body):
    """A named structure of several bodies (samhandlingsstruktur, samstyringsstruktur); an arrangement cannot act."""

    acts: ClassVar[bool] = False

    words = ("samhandlingsstruktur", "samhandlingsstrukturer", "coordination structure", "coordination structures")


class Company(Body):
    """A company."""

    words = ("selskap", "selskaper", "company", "companies")


class Institution(Body):
    """A university, centre or another institution."""

    words = ("institusjon", "institusjoner", "institution", "institutions")


class Service(Body):
    """A service or shared solution that somebody runs."""

    words = ("tjeneste", "tjenester", "service", "services")


class Strategy(Instrument):
    """A strategy; a plain year in its period covers the whole year."""

    whole_years: ClassVar[bool] = True
    words = ("strategi", "strategier", "strategy", "strategies")


class Plan(Instrument):
    """A plan; a plain year in its period covers the whole year."""

    whole_years: ClassVar[bool] = True
    words = ("plan", "planer", "plan", "plans")


class WhitePaper(Instrument):
    """A white paper to the parliament (stortingsmelding), or a bill."""

    words = ("stortingsmelding", "stortingsmeldinger", "white paper", "white papers")


class Decision(Instrument):
    """A decision of a body."""

    words = ("vedtak", "vedtak", "decision", "decisions")


class Agreement(Instrument):
    """An agreement between bodies."""

    words = ("avtale", "avtaler", "agreement", "agreements")


class Programme(Instrument):
    """A programme or project; a plain year in its period covers the whole year."""

    whole_years: ClassVar[bool] = True
    words = ("program", "programmer", "programme", "programmes")


class Goal(Instrument):
    """An aim of a strategy, plan, programme or decision."""

    words = ("mål", "mål", "goal", "goals")


class County(Place):
    """A county as a place (fylke)."""

    words = ("fylke", "fylker", "county", "counties")


NODE_KINDS: tuple[type[Node], ...] = (
    Municipality,
    CountyAuthority,
    CountyGovernor,
    RegionalCouncil,
    IntermunicipalCooperation,
    HealthTrust,
    Ministry,
    StateBody,
    Association,
    Committee,
    CooperationBody,
    Network,
    CoordinationStructure,
    Company,
    Institution,
    Service,
    Strategy,
    Plan,
    WhitePaper,
    Decision,
    Agreement,
    Programme,
    Goal,
    County,
)
