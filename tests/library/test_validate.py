"""Data against models: one problem per fault, at the line that wrote it."""

# ruff: noqa: E501 - a row of a table is one line

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Discriminator, Field, PlainValidator, Tag, model_validator

from drillsim.library.problems import FileProblems
from drillsim.library.source import parse_document
from drillsim.library.validate import validate
from drillsim.model import Scenario, Topology


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def parse_even(value: object) -> int:
    if not isinstance(value, int) or value % 2:
        raise ValueError(f"'{value}' is not even; write 2 or 4")
    return value


class Leaf(Strict):
    kind: str
    size: int = 0
    even: Annotated[int, PlainValidator(parse_even)] = 0
    colour: Literal["red", "green"] = "red"


class Cat(Strict):
    cat: str
    lives: int = 9


class Dog(Strict):
    dog: str
    tricks: list[str] = []


def pet_kind(value: object) -> str | None:
    if isinstance(value, str):
        return "name"
    return next((key for key in ("cat", "dog") if isinstance(value, dict) and key in value), None)


Pet = Annotated[
    Annotated[str, Tag("name")] | Annotated[Cat, Tag("cat")] | Annotated[Dog, Tag("dog")],
    Discriminator(pet_kind, custom_error_type="pet", custom_error_message="a pet is a name, a cat or a dog"),
]


class House(Strict):
    id: str
    leaves: dict[str, Leaf] = {}
    pets: tuple[Pet, ...] = Field(default=(), max_length=9)
    mixed: Literal["all", "none"] | list[int] = "all"
    plain: int | str | None = None

    @model_validator(mode="after")
    def not_haunted(self) -> "House":
        if self.id == "haunted":
            raise ValueError("a house cannot be haunted")
        return self


def faults(text: str, model: type[BaseModel] = House) -> list[tuple[int, int, str, str | None]]:
    with pytest.raises(FileProblems) as caught:
        validate(parse_document(text, "f.yaml"), model)
    return [(each.line, each.column, each.message, each.hint) for each in caught.value.problems]


def test_a_sound_document_becomes_its_model() -> None:
    house = validate(parse_document("id: a\npets: [x, {cat: y}]\nleaves: {l: {kind: oak}}\n", "f.yaml"), House)
    assert (house.id, house.pets, house.leaves) == ("a", ("x", Cat(cat="y")), {"l": Leaf(kind="oak")})


CASES: list[tuple[str, list[tuple[int, int, str, str | None]]]] = [
    ("leaves: {}\n", [(1, 1, "the file needs the key 'id'", "add 'id:' at the top level of the file")]),
    ("id: a\nleaves:\n  oak: {size: 1}\n", [(3, 3, "'leaves.oak' needs the key 'kind'", "add 'kind:' to it")]),
    ("id: a\nleavs: {}\n", [(2, 1, "unknown key 'leavs'", "did you mean 'leaves'?")]),
    ("id: a\nleaves: {oak: {knid: x}}\n", [(2, 16, "unknown key 'knid'", "did you mean 'kind'?")]),
    ("id: a\nleaves: {oak: {kind: x, q: 1}}\n", [(2, 25, "unknown key 'q'", "known here: colour, even, size")]),
    ("id: a\nchannels: {}\n", [(2, 1, "unknown key 'channels'", "it is called 'routes' now; files that say 'format: 0' are read in the older words")]),
    ("id: 12\n", [(1, 5, "'id' needs text, not a number", "put it in quotation marks")]),
    ("id: [a]\n", [(1, 1, "'id' needs text, not a list", None)]),
    ("id: a\nleaves: [x]\n", [(2, 1, "'leaves' needs a map, not a list", None)]),
    ("id: a\nleaves: {oak: tall}\n", [(2, 15, "'leaves.oak' needs a map, not text", None)]),
    ("id: a\npets: rex\n", [(2, 7, "'pets' needs a list, not text", "write it in brackets: [ ... ]")]),
    ("id: a\nleaves: {oak: {kind: x, size: big}}\n", [(2, 31, "'leaves.oak.size' needs a whole number, not text", None)]),
    ("id: a\nleaves: {oak: {kind: x, size: 1.5}}\n", [(2, 31, "'leaves.oak.size' needs a whole number, not a number", None)]),
    ("id: a\nleaves: {oak: {kind: x, even: 3}}\n", [(2, 31, "'3' is not even; write 2 or 4", None)]),
    ("id: a\nleaves: {oak: {kind: x, colour: gren}}\n", [(2, 33, "'gren' is not allowed for 'leaves.oak.colour'", "did you mean 'green'?")]),
    ("id: a\nleaves: {oak: {kind: x, colour: 7}}\n", [(2, 33, "'7' is not allowed for 'leaves.oak.colour'", "use one of red, green")]),
    ("id: haunted\n", [(1, 1, "a house cannot be haunted", None)]),
    ("id: a\nleaves:\n", [(2, 1, "'leaves' has nothing after it", "give it a value, write {} for an empty map or [] for an empty list, or take the line out")]),
    ("id: null\n", [(1, 5, "'id' cannot be null", "null only removes something from a file that is built upon")]),
    # Alternatives: only the one that was meant complains
    ("id: a\npets: [{cat: x, livs: 3}]\n", [(2, 17, "unknown key 'livs'", "did you mean 'lives'?")]),
    ("id: a\npets: [{dog: x, tricks: sit}]\n", [(2, 25, "'pets.0.tricks' needs a list, not text", "write it in brackets: [ ... ]")]),
    ("id: a\npets: [{dgo: x}]\n", [(2, 9, "unknown key 'dgo'", "did you mean 'dog'?")]),
    ("id: a\npets: [5]\n", [(2, 8, "a pet is a name, a cat or a dog", None)]),
    ("id: a\nmixed: al\n", [(2, 8, "'al' is not allowed for 'mixed'", "did you mean 'all'?")]),
    ("id: a\nmixed: [1, x]\n", [(2, 12, "'mixed.1' needs a whole number, not text", None)]),
    ("id: a\nplain: [1]\n", [(2, 1, "'plain' needs text or a whole number, not a list", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_every_kind_of_fault_has_its_place_and_words(text: str, expected: list[Any]) -> None:
    assert faults(text) == expected


def test_all_faults_of_a_file_are_told_at_once_in_the_order_of_the_file() -> None:
    text = "leaves:\n  oak: {size: big, colour: blue}\npets: [7, {cat: [x]}]\nfoo: 1\n"
    assert [(line, message) for line, _, message, _ in faults(text)] == [
        (1, "the file needs the key 'id'"),
        (2, "'leaves.oak' needs the key 'kind'"),
        (2, "'leaves.oak.size' needs a whole number, not text"),
        (2, "'blue' is not allowed for 'leaves.oak.colour'"),
        (3, "a pet is a name, a cat or a dog"),
        (3, "'pets.1.cat' needs text, not a list"),
        (4, "unknown key 'foo'"),
    ]


def test_a_key_that_is_called_like_an_alternative_does_not_mislead() -> None:
    assert faults("id: a\nleaves: {cat: {kind: x, size: q}}\npets: [{cat: x, lives: q}]\n") == [
        (2, 31, "'leaves.cat.size' needs a whole number, not text", None),
        (3, 24, "'pets.0.lives' needs a whole number, not text", None),
    ]


def stumble(value: object) -> int:
    return [1, 2, 3][int(str(value))]


class Clumsy(Strict):
    id: str
    parts: dict[str, list[Annotated[int, PlainValidator(stumble)]]] = {}


def test_a_value_at_which_a_reader_stumbles_is_still_told_with_its_place() -> None:
    assert faults("id: a\nparts: {x: [0, 1], y: [2, 7]}\n", Clumsy) == [(2, 27, "'parts.y.1' cannot be read", None)]


REAL: list[tuple[type[BaseModel], str, list[tuple[int, int, str, str | None]]]] = [
    (Topology, "id: a\ncomponents: {hub: {kind: x, restart: 18}}\n", [(2, 38, "a duration needs a unit: 18s, 18m or 18h", None)]),
    (Topology, "id: a\ncomponents: {Hub One: {kind: x}}\n", [(2, 14, "'Hub One' is not an id; ids are made of a-z, 0-9, - and /", None)]),
    (Topology, "id: a\ncomponents: {hub: {kind: x, needs: [{nede: core}]}}\n", [(2, 38, "unknown key 'nede'", "did you mean 'need'?")]),
    (Topology, "id: a\ncomponents: {hub: {kind: x, needs: [a, {any: [{all: [b, C]}]}]}}\n", [(2, 57, "'C' is not an id; ids are made of a-z, 0-9, - and /", None)]),
    (Topology, "id: a\nlines: {l: {tolerance: {outgae: 2h}}}\n", [(2, 25, "unknown key 'outgae'", "did you mean 'outage'?")]),
    (Topology, "id: a\nlines: {l: {tolerance: {staff: 2h}}}\n", [(2, 25, "unknown key 'staff'", "a limit of your own is written {of: MEASURE, limit: VALUE}")]),
    (Topology, "id: a\nlines: {l: {due: 15.30, backlog: b}}\n", [(2, 18, "'15.30' is not a clock time; write 13:00, d+1 06:38 or 2021-03-12 13:00", None)]),
    (Topology, "id: a\ncrews: {c: {reach: 1.5}}\n", [(2, 20, "1.5 is not between 0 and 1; shares and chances are written 0.3 or 30%", None)]),
    (Topology, "id: a\nevents: {e: {when: hub upp for 10m}}\n", [(2, 24, "'upp' is not a state", "did you mean 'up'?")]),
    (Topology, 'id: a\nevents: {e: {when: "hub upp"}}\n', [(2, 25, "'upp' is not a state", "did you mean 'up'?")]),
    (Topology, "id: a\nevents: {e: {when: {all: [hub up, {not: core dwn}]}}}\n", [(2, 46, "'dwn' is not a state", "did you mean 'down'?")]),
    (Topology, "id: a\nevents: {e: {at: 10:00, do: [{fial: hub}]}}\n", [(2, 31, "unknown key 'fial'", "did you mean 'fail'?")]),
    (Topology, "id: a\nevents: {e: {at: 10:00, do: [{fail: hub, unit: 3}]}}\n", [(2, 42, "unknown key 'unit'", "did you mean 'units'?")]),
    (Topology, "id: a\nevents: {e: {do: [{fail: hub}]}}\n", [(2, 10, "an event has either at (a time) or when (a condition)", None)]),
    (Topology, "id: a\nbacklogs: {b: {served_by: {x: {rate: 5}}}}\n", [(2, 38, "'5' is not a rate; write a number per time, such as 60/h or 3/d", None)]),
    (Topology, "id: a\nbacklogs: {b: {served_by: {x: 5}}}\n", [(2, 31, "'5' is not a rate; write a number per time, such as 60/h or 3/d", None)]),
    (Topology, "id: a\ncalendar: {windows: {w: [business 09:00-15:00, busines 10:00-11:00]}}\n", [(2, 48, "'busines' is not a kind of day", "did you mean 'business'?")]),
    (Scenario, "id: a\nstarts: 10:00\nends: 12:00\npublished: [{at: 10:30, figur: 5, of: x.y}]\n", [(4, 25, "unknown key 'figur'", "did you mean 'figure'?")]),
    (Scenario, "id: a\nstarts: 10:00\nends: 12:00\npublished: [{figure: 5, of: xy}]\n", [(4, 29, "'xy' is not a measure; write ID.NAME, such as atm-cash.failed", None)]),
    (Scenario, "id: a\nstarts: 10:00\nends: 12:00\ngiven: {g: {witthold: x}}\n", [(4, 13, "unknown key 'witthold'", "did you mean 'withhold'?")]),
    (Scenario, "id: a\nstarts: 10:00\nends: 12:00\ndecisions: {d: {to: r, when: s known, options: {}}}\n", [(4, 39, "'decisions.d.options' has too few entries; it needs 1 or more", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("model", "text", "expected"), REAL, ids=[text.splitlines()[-1] for _, text, _ in REAL])
def test_faults_of_real_files_have_their_place_and_words(
    model: type[BaseModel], text: str, expected: list[Any]
) -> None:
    assert faults(text, model) == expected
