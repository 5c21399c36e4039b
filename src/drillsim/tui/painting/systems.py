"""Owns how systems are painted: the map by layer, and the path from a line to what it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from drillsim.telling.cells import cell_width, cut
from drillsim.telling.language import _
from drillsim.tui.painting.rows import Row, Span, line_of
from drillsim.tui.painting.states import state_cell, state_look, state_sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drillsim.drill.sight import SystemRow
    from drillsim.tui.painting.lexicon import Lexicon

_CELL_MIN: Final = 18
"""A system takes at least so many cells on the map."""


def map_rows(
    lexicon: Lexicon, layers: Sequence[Sequence[str]], seen: Mapping[str, SystemRow], path: frozenset[str], width: int
) -> tuple[Row, ...]:
    """The systems by layer, those nearest to customers first; what is on the path is marked."""
    across = max(1, width // _CELL_MIN)
    cell = width // across
    rows: list[Row] = []
    for number, layer in enumerate(layers):
        if number:
            rows.append(line_of(""))
        rows += [
            Row(
                tuple(
                    span for name in layer[start : start + across] for span in _spans(lexicon, seen, name, path, cell)
                ),
                key=layer[start],
            )
            for start in range(0, len(layer), across)
        ]
    return tuple(rows)


def _spans(
    lexicon: Lexicon, seen: Mapping[str, SystemRow], name: str, path: frozenset[str], width: int
) -> tuple[Span, Span]:
    state = seen[name].state if name in seen else ""
    look = state_look(state)
    marked = lexicon.signs.now if name in path else " "
    sign = f"{marked}{state_sign(state, lexicon.signs)} "
    room = width - cell_width(sign) - 1
    title = cut(lexicon.name(name), room)
    name_look = "accent" if name in path else "dim" if look == "unknown" else "plain" if look == "good" else "strong"
    return Span(sign, look), Span(title + " " * (room - cell_width(title) + 1), name_look)


def system_rows(lexicon: Lexicon, seen: Sequence[SystemRow], width: int) -> tuple[Row, ...]:
    """Every system that was reported on, on a row of its own, and how many were not."""
    rows = []
    for row in seen:
        if row.state:
            since = lexicon.clock(row.since) if row.since is not None else ""
            word = state_cell(row.state, lexicon.signs)
            room = width - cell_width(word) - cell_width(since) - 2
            title = cut(lexicon.name(row.component), room)
            rows.append(
                Row(
                    (
                        Span(word, state_look(row.state)),
                        Span(f" {title}{' ' * (room - cell_width(title))} "),
                        Span(since, "dim"),
                    ),
                    row.component,
                )
            )
    silent = len(seen) - len(rows)
    if silent:
        rows.append(line_of(cut(_("no report on {count} systems").format(count=silent), width), "dim"))
    return tuple(rows)
