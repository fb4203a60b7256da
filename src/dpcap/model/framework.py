"""The framework: areas, indicators, roles, levels and method, as its YAML files say them."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar

from pydantic import ConfigDict, Field, PrivateAttr

from dpcap.model.base import (
    FEW,
    LANGUAGES,
    Flag,
    Frozen,
    Id,
    Language,
    Line,
    Number,
    PassMark,
    Score,
    Share,
    Text,
    Weight,
    Whole,
    wordless,
)
from dpcap.model.expression_limits import Condition
from dpcap.model.facts import FactSpec, PageOneFacts
from dpcap.model.framework_cache import Derived
from dpcap.model.framework_outline import Outline, outline
from dpcap.model.indicator import Indicator, Source
from dpcap.model.kept_history import KeptHistory
from dpcap.model.nouns import Nouns, Verdicts, Wording
from dpcap.model.proof_kinds import Confirmable, Host, caps_for
from dpcap.model.scale import Scale
from dpcap.model.scope import Scopes, ScopeSpec

Severity = Literal["note", "serious"]
CellMark = Literal["source", "our_reading"]
Mean = Literal["mean", "geometric", "harmonic", "min"]
DECLARED = "declared"
# Of whom a batch tells apart; `categories` are those of `provider.yaml`, all else are facts.
MOST_GROUPS, CATEGORIES = 6, "categories"
T = TypeVar("T")


class Group(Frozen):
    """What dimensions and areas share: what becomes of their score while something is open.

    `missing`: what is open counts 0 in the group (`zero`), or the group has no score (`no_score`)
    and counts 0 in the group above. `min_coverage`: with less of its weight answered it meets no
    rule of any level.
    """

    missing: Literal["zero", "no_score"] = "zero"
    min_coverage: Share | None = None


class Dimension(Group):
    """A group of indicators inside an area."""

    id: Id
    title: Text
    about: Text | None = None
    weight: Weight = 1.0
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]


class Area(Group):
    """One capability area: one YAML file."""

    UNSCORED: ClassVar[frozenset[str]] = frozenset(("schema_",))

    schema_: Annotated[Literal["dpcap/area/1"], Field(alias="schema")]
    id: Id
    code: Id
    title: Text
    about: Text
    dimensions: Annotated[tuple[Dimension, ...], Field(min_length=1)]


class PowerMean(Frozen):
    """A power mean: 1 arithmetic, 0 geometric, −1 harmonic."""

    power: Annotated[Number, Field(ge=-100, le=100)]


Aggregation = Mean | PowerMean


class AggregationByLevel(Frozen):
    """How scores are joined, floor by floor: into a dimension, an area, the overall."""

    dimension: Aggregation = "mean"
    area: Aggregation = "mean"
    overall: Aggregation = "mean"


class Method(Frozen):
    """The numbers behind the arithmetic. `proof_caps` gives each kind of evidence its cap.

    `max_age_days`: a figure whose period ended more days than that before the day judged counts as
    missing; None: the length of its period and 30 days more, at least 120.
    """

    aggregation: AggregationByLevel = AggregationByLevel.model_construct()
    min_coverage: Share = 0.7
    max_not_applicable: Share = 0.1
    min_scope: Share = 0.6
    full_set_share: Share = 0.12
    main_area_share: Share = 0.10
    target_main: Score = 70.0
    target_other: Score = 40.0
    max_shops: Annotated[Whole, Field(ge=1)] = 8
    few_shops: Annotated[Whole, Field(ge=0)] = 3
    few_shops_cap: Score = 60.0
    largest_shops: Annotated[Whole, Field(ge=0)] = 3
    own_draw_cap: Score = 80.0
    self_typed_peer_cap: Score = 80.0
    shared_evidence: Annotated[Whole, Field(ge=1)] = 5
    max_age_days: Annotated[Whole, Field(ge=0, le=3660)] | None = None
    proof_caps: dict[Id, Score]


class LevelRequirements(Frozen):
    """What a level asks for beside its score. `at_least` maps a node of any floor to a score.

    `serious`: how many serious consistency rules, at most, may be broken or open.
    """

    min_area: PassMark | None = None
    critical: Flag = False
    serious: Annotated[Whole, Field(ge=0)] | None = None
    at_least: dict[Id, PassMark] = {}


class Level(Frozen):
    """A named band of the overall score, from `from` up."""

    id: Id
    from_: Annotated[Score, Field(alias="from")]
    title: Text
    about: Text | None = None
    requires: LevelRequirements = LevelRequirements.model_construct()


class Role(Frozen):
    """What kind of provider is judged: the weight of each area, and targets of its own.

    `headline`: the indicators that its buyer asks for first. `must_include`: scopes
    without which the role is not graded.
    """

    UNSCORED: ClassVar[frozenset[str]] = frozenset(("headline",))

    title: Text
    about: Text | None = None
    weights: dict[Id, Weight]
    targets: dict[Id, Score] = {}
    headline: tuple[Id, ...] = ()
    must_include: Scopes = ()


class LensCellSpec(Frozen):
    """How strongly an area speaks to a lens's column (3, 2, 1), and whose reading that is."""

    UNSCORED: ClassVar[frozenset[str]] = frozenset(("mark",))

    strength: Annotated[Whole, Field(ge=1, le=3)]
    mark: CellMark


class LensColumnSpec(Frozen):
    """One column of a lens."""

    title: Text
    about: Text | None = None
    cells: dict[Id, LensCellSpec]


class Lens(Frozen):
    """Another way to read the same scores."""

    title: Text
    about: Text | None = None
    columns: dict[Id, LensColumnSpec]


class ConsistencyRule(Frozen):
    """Two claims that cannot both be true: `conflict` is CEL, true when they clash.

    `severity`: `serious` if they cannot both be true in an honest folder, `note` if a word would
    explain them.
    """

    # Counts only where a level asks for it: `Framework.scoring_digest` sees to that.
    UNSCORED: ClassVar[frozenset[str]] = frozenset(("severity",))

    id: Id
    severity: Severity = "note"
    each: Literal["shop"] | None = None
    conflict: Condition
    message: Text

    @property
    def serious(self) -> bool:
        """Whether its claims cannot both be true in an honest folder."""
        return self.severity == "serious"


class Vocabulary(Frozen):
    """A field of a KPI's envelope and the values it may take; no values: free text."""

    title: Text
    about: Text | None = None
    values: dict[Id, Text] = {}


class CrosswalkRow(Frozen):
    """One entry of a foreign list and our nodes that answer it (none: an honest gap)."""

    title: Text
    nodes: tuple[Id, ...] = ()
    note: Text | None = None


class Crosswalk(Frozen):
    """Another list of capabilities, laid beside ours."""

    title: Text
    about: Text | None = None
    source: Source
    rows: tuple[CrosswalkRow, ...]


class Display(Frozen):
    """The scale on which pages show scores: 0 to `top`, with so many decimals. Inside: 0 to 100."""

    top: Annotated[Number, Field(gt=0, le=1000)] = 100.0
    decimals: Annotated[Whole, Field(ge=0, le=4)] = 1


class FrameworkBase(Frozen):
    """Everything in `framework.yaml` but the areas.

    `until_confirmed` are the kinds of evidence that count in full once confirmed, `link_hosts` maps
    hosts to the kind that a link there counts as until a copy of it lies in the folder.
    """

    UNSCORED: ClassVar[frozenset[str]] = frozenset(
        (
            "schema_",
            "version",
            "people",
            "fact_groups",
            "page_one",
            "crosswalks",
            "areas_without_results",
            "interview",
            "languages",
            "nouns",
            "verdicts",
            "disclaimer",
            "official_issuers",
            "group_by",
            "source_marks",
            "display",
        )
    )

    schema_: Annotated[Literal["dpcap/framework/1"], Field(alias="schema")]
    id: Id
    version: Line
    title: Text
    introduction: Text
    method: Method
    proof_titles: dict[Id, Text]
    until_confirmed: dict[Id, Confirmable] = {}
    link_hosts: dict[Host, Id] = {}
    display: Display = Display.model_construct()
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    roles: Annotated[dict[Id, Role], Field(min_length=1)]
    areas_without_results: dict[Id, Text] = {}
    interview: Flag = True
    people: dict[Id, Text] = {}
    reasons: dict[Id, Text] = {}
    envelope: dict[Id, Vocabulary] = {}
    facts: dict[Id, FactSpec] = {}
    scopes: dict[Id, ScopeSpec] = {}
    fact_groups: dict[Id, Text] = {}
    page_one: PageOneFacts = PageOneFacts.model_construct()
    lenses: dict[Id, Lens] = {}
    crosswalks: dict[Id, Crosswalk] = {}
    consistency: tuple[ConsistencyRule, ...] = ()
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=2)] = LANGUAGES
    nouns: Nouns = Nouns.model_construct()
    verdicts: Verdicts = Verdicts.model_construct()
    disclaimer: Text | None = None
    official_issuers: Annotated[tuple[Line, ...], Field(max_length=FEW)] = ()
    group_by: Annotated[tuple[Id, ...], Field(max_length=MOST_GROUPS)] = ()
    source_marks: dict[Id, Text] = {}


class FrameworkFile(FrameworkBase):
    """`framework.yaml` as written: the areas are names of files beside it.

    `scales` stand here once for the indicators that call theirs by name.
    """

    areas: Annotated[tuple[Id, ...], Field(min_length=1)]
    scales: dict[Id, Scale] = {}


class Framework(FrameworkBase):
    """The whole instrument, areas included."""

    areas: Annotated[tuple[Area, ...], Field(min_length=1)]

    # cached_property values live in __dict__; they are derived, never part of the value.
    model_config = ConfigDict(ignored_types=(cached_property,))

    # The earlier versions lie beside a framework; they are no part of what it says.
    _history: tuple[Any, ...] | KeptHistory = PrivateAttr(default=())

    @property
    def history(self) -> tuple[Any, ...]:
        """The earlier versions that are at hand (each a `Release`), the first one first.

        Those that are only kept are read now: ask `has_history` and `kept_history` before.
        """
        found = self._history
        return found.releases if isinstance(found, KeptHistory) else found

    @property
    def kept_history(self) -> KeptHistory | None:
        """The earlier versions as they are kept; None if there are none, or none but read ones."""
        return self._history if isinstance(self._history, KeptHistory) else None

    @property
    def has_history(self) -> bool:
        """Whether there are earlier versions; none of them is read to tell."""
        return self.kept_history is not None or bool(self._history)

    def with_history(self, history: tuple[Any, ...] | KeptHistory) -> Self:
        """The framework with these earlier versions; a kept history has at least one."""
        made = self.model_copy()
        made._history = history  # noqa: SLF001 - its own
        return made

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the content; comments and layout of the YAML do not count."""
        return sha256(self.json_text.encode()).hexdigest()

    @cached_property
    def wording(self) -> Wording:
        """What the framework calls what it speaks of, and the verdicts."""
        return Wording(nouns=self.nouns, verdicts=self.verdicts)

    @property
    def edition(self) -> str:
        """Id and version, by which a ruling names the framework it was given under."""
        return f"{self.id} {self.version}"

    @cached_property
    def scoring_digest(self) -> str:
        """SHA-256 (hex) of all that scores, levels and lenses depend on: rewording leaves it."""
        content = wordless(self)
        if self.asks_consistency:
            content["serious"] = [rule.id for rule in self.consistency if rule.serious]
        kept = json.dumps(content, ensure_ascii=False, sort_keys=True)
        return sha256(kept.encode()).hexdigest()

    @cached_property
    def asks_consistency(self) -> bool:
        """Whether a level depends on serious consistency rules."""
        return any(level.requires.serious is not None for level in self.levels)

    @cached_property
    def groups(self) -> dict[str, Group]:
        """Every area and dimension by its id."""
        found: dict[str, Group] = {area.id: area for area in self.areas}
        return found | {one.id: one for area in self.areas for one in area.dimensions}

    def caps_of(self, node: str) -> Mapping[str, float]:
        """The cap of each kind of evidence for the indicator *node*."""
        return caps_for(self.method.proof_caps, self.by_id[node].proof)

    @cached_property
    def json_text(self) -> str:
        """The framework as one line of JSON, the form that stands beside stored profiles."""
        return self.model_dump_json(by_alias=True, exclude_defaults=True)

    @cached_property
    def by_id(self) -> dict[str, Indicator]:
        """Every indicator by its id, in the order asked."""
        return {indicator.id: indicator for _, _, indicator in self.walk()}

    @cached_property
    def outline(self) -> Outline:
        """Names, order of judging and what depends on what. Raises graphlib.CycleError."""
        return outline(self.by_id)

    def once(self, derive: Callable[..., T], *more: str | bool) -> T:
        """What the function *derive* makes of the framework (and of *more*), made only once."""
        return self._derived.of(derive, self, *more)

    @cached_property
    def _derived(self) -> Derived:
        return Derived()

    @cached_property
    def parents(self) -> dict[str, tuple[Area, Dimension]]:
        """The area and dimension of every indicator, by its id."""
        return {found.id: (area, dimension) for area, dimension, found in self.walk()}

    @property
    def budgeted(self) -> bool:
        """Whether its weights keep a budget: its roles name their headline indicators."""
        return any(role.headline for role in self.roles.values())

    @cached_property
    def critical(self) -> tuple[tuple[str, Indicator], ...]:
        """Every critical indicator with the id of its area."""
        return tuple((area.id, found) for area, _, found in self.walk() if found.critical)

    def walk(self) -> Iterator[tuple[Area, Dimension, Indicator]]:
        """Every indicator with its dimension and area, in the order asked."""
        for area in self.areas:
            for dimension in area.dimensions:
                for indicator in dimension.indicators:
                    yield area, dimension, indicator

    def roles_said(self, language: Language) -> str:
        """The ids of all roles, each with its title, for a message."""
        named = (f"{name} ({role.title.say(language)})" for name, role in self.roles.items())
        return ("、" if language == "zh" else ", ").join(named)

    def title_of(self, node: str) -> Text:
        """The title of an area, dimension or indicator. Raises KeyError if there is none."""
        return self._titles[node]

    @cached_property
    def _titles(self) -> dict[str, Text]:
        titles: dict[str, Text] = {}
        for area, dimension, indicator in self.walk():
            for node in (area, dimension, indicator):
                titles.setdefault(node.id, node.title)
        return titles
