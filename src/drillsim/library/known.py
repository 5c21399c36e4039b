"""Every dotted path into a case: what is written, and what could be.

The list is for people: nearest spellings, completion, sweeps. It calls list items by the ids they name and includes
the fields that a file leaves out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from drillsim.library.fields import absent_keys, allowed_keys, narrowed, shape_of
from drillsim.library.targets import (
    SCENARIO_IDS,
    TOPOLOGY_IDS,
    UNWRITTEN_KEYS,
    WINDOW,
    Side,
    Step,
    Target,
    document_of,
    model_of,
    names_of,
    sections_of,
    written_out,
)

if TYPE_CHECKING:
    from drillsim.library.document import CaseDocument, DataPath

SIDES: tuple[Side, Side] = ("scenario", "topology")


def known_paths(case: CaseDocument, only: Iterable[str] | None = None) -> Iterator[str]:
    """Every path into a case, those of fields that are left out included; or only those below some ids."""
    wanted = None if only is None else set(only)
    for side, section, ids in sections_of(case):
        for name in ids:
            if wanted is None or name in wanted:
                yield from _paths_below(_step_to(case, side, (*section, name)), name)
    taken: set[str] = set()
    for side in (each for each in SIDES if document_of(case, each).data):
        step = _step_to(case, side, ())
        for key in (*step.node, *absent_keys(step.shape, step.node)):
            name = f"{side}.{key}" if key in taken else key
            if (key,) not in (*TOPOLOGY_IDS, *SCENARIO_IDS) and (wanted is None or key in wanted):
                yield from _paths_below(step.down(key), name)
            taken.add(key)


def next_parts(case: CaseDocument, target: Target) -> Iterator[str]:
    """What may follow a path that leads to a target."""
    step = Step(target.side, target.path, target.value_in(case), target.shape)
    written = written_out(step)
    if written is not None:
        step = replace(step, node=written)
    if isinstance(step.node, str) and WINDOW.fullmatch(step.node.strip()):
        yield from ("start", "end")
    if isinstance(step.node, list):
        for item in step.node:
            yield from names_of(item)
        return
    yield from allowed_keys(narrowed(step.shape, step.node))
    yield from step.node if isinstance(step.node, dict) else ()
    for key in UNWRITTEN_KEYS:
        inner = step.down(key).node
        yield from inner if isinstance(inner, dict) else ()


def _step_to(case: CaseDocument, side: Side, path: DataPath) -> Step:
    step = Step(side, (), document_of(case, side).data, shape_of(model_of(side)))
    for part in path:
        step = step.down(part)
    return step


def _paths_below(step: Step, name: str) -> Iterator[str]:
    yield name
    node = step.node
    if isinstance(node, str) and WINDOW.fullmatch(node.strip()):
        yield f"{name}.start"
        yield f"{name}.end"
    if isinstance(node, dict):
        for key in node:
            yield from _paths_below(step.down(key), f"{name}.{key}")
    elif isinstance(node, list):
        labels: set[str] = set()
        for index, item in enumerate(node):
            label = next((each for each in names_of(item) if "." not in each and each not in labels), str(index))
            labels.add(label)
            yield from _paths_below(step.down(index), f"{name}.{label}")
    if node is None or isinstance(node, dict):
        for key in absent_keys(step.shape, node) if node is not None else ():
            yield f"{name}.{key}"
    else:
        written = written_out(step)
        if written is not None:
            for key in absent_keys(narrowed(step.shape, written), written):
                yield f"{name}.{key}"
