"""Owns how systems are painted: the map by layer, and the path from a line to what it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drillsim.telling.cells import cell_width, cut
from drillsim.tui.painting.rows import Row, Span
from drillsim.tui.painting.states import state_look, state_sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drillsim.drill.sight import SystemRow
    from drillsim.tui.painting.lexicon import Lexicon

_CELL_MIN: Final = 20
"""A system takes at least so many cells on the map."""
_NUMBER: Final = 3
"""The cells before a layer that hold its number."""


def map_rows(
    lexicon: Lexicon,
    layers: Sequence[Sequence[str]],
    seen: Mapping[str, SystemRow],
    path: Sequence[str],
    width: int,
    known: Mapping[str, str],
) -> tuple[Row, ...]:
    """The systems by layer, those nearest to customers first; of a path only what is on it.

    A question mark behind the sign says that the team knows of another state.
    """
    across = max(1, (width - _NUMBER) // _CELL_MIN)
    cell = (width - _NUMBER) // across
    rows: list[Row] = []
    shown = [[name for name in layer if not path or name in path] for layer in layers]
    for number, layer in enumerate((layer for layer in shown if layer), 1):
        for start in range(0, len(layer), across):
            before = Span(f"{number:>2} " if not start else " " * _NUMBER, "dim")
            members = layer[start : start + across]
            spans = [span for name in members for span in _spans(lexicon, seen, name, cell, known)]
            rows.append(Row((before, *spans), key=" ".join(members)))
    return tuple(rows)


def _spans(
    lexicon: Lexicon, seen: Mapping[str, SystemRow], name: str, width: int, known: Mapping[str, str]
) -> tuple[Span, Span]:
    state = seen[name].state if name in seen else ""
    look = state_look(state)
    room = width - 3
    title = cut(lexicon.name(name), room)
    name_look = {"unknown": "dim", "good": "plain"}.get(look, "strong")
    sign = state_sign(state, lexicon.signs)
    unknown = known.get(name, state) != state and look not in {"good", "unknown"}
    mark = lexicon.signs.unknown if unknown else " "
    return Span(f"{sign}{mark}", look), Span(title + " " * (room - cell_width(title) + 1), name_look)
