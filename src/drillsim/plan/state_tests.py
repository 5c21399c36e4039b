"""Tests of states in conditions: which states a thing has, and who may ask for the truth about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.engine.arrays import NONE, Entity
from drillsim.model.conditions import Measure
from drillsim.plan.vocabulary import KIND_OF, STATES, TRUTH

if TYPE_CHECKING:
    from drillsim.engine.arrays import Cond
    from drillsim.model.conditions import StateTest
    from drillsim.plan.findings import Path
    from drillsim.plan.measures import Reader


def state_test(reader: Reader, test: StateTest, at: Path, watches: list[tuple[int, int]], role: str | None) -> Cond:
    """The test of a state; one that never holds, with a finding, if there is no such thing or no such state."""
    never: Cond = ("time", "<", -1)
    name = test.subject
    findings = reader.builder.findings
    argument = NONE
    if test.part is not None:
        whole = f"{name}.{test.part}"
        if whole in reader.builder.rows:
            name = whole
        elif test.part in reader.steps_of.get(name, ()):
            argument = reader.steps_of[name].index(test.part)
        else:
            findings.unknown(
                at,
                "step or limit",
                whole,
                [f"{name}.{step}" for step in reader.steps_of.get(name, ())] or list(reader.builder.rows),
            )
            return never
    found = reader.builder.rows.get(name)
    if found is None:
        findings.unknown(at, "name", name, [n for n in reader.builder.rows if "." not in n])
        return never
    entity, row = found
    states = STATES.get(entity, ())
    if test.state not in states:
        what = KIND_OF.get(Entity(entity), "thing")
        hint = f"use one of {', '.join(states)}" if states else "test one of its measures instead"
        findings.error(
            at,
            "no-such-state",
            f"'{name}' is a {what}, which is never '{test.state}'",
            hint,
            name=test.state,
            what=what,
            known=", ".join(states),
        )
        return never
    if role is not None:
        refuse_truth(reader, name, entity, at)
    if test.state == "known":
        argument = _read_by(reader, test, name, at, role)
    elif test.state == "on":
        if name not in reader.names.pairs():
            findings.error(at, "no-pair", f"'{name}' is no standby pair", "test its level instead", name=name)
            return never
        members = reader.names.members_of(name)
        if test.argument not in members:
            findings.unknown(at, f"member of '{name}'", test.argument or "", members)
            return never
        argument = reader.builder.rows.get(test.argument or "", (NONE, NONE))[1]
        pair = next(key for key in (("pair", name), ("raw", name), ("c", name)) if key in reader.builder.number)
        watches.append((entity, reader.builder.number[pair]))
    elif test.state == "decided" and test.argument is not None:
        options = reader.options_of[name]
        if test.argument not in options:
            findings.unknown(at, f"option of '{name}'", test.argument, options)
            return never
        argument = options.index(test.argument)
    watches.append((entity, row))
    if entity == Entity.BACKLOG:  # it moves between events, so it is a comparison: less than one item waits
        waiting = reader.measure(Measure(f"{name}.waiting", name, ("waiting",)), at)
        return ("compare", waiting, "<", NONE, 1)
    return ("state", entity, row, test.state, argument)


def refuse_truth(reader: Reader, name: str, entity: int, at: Path) -> None:
    """Refuses what only the model knows: machines, lines, stocks and the jobs that run on machines."""
    if entity not in TRUTH and not (entity == Entity.WORK and name.partition(".")[0] in reader.names.of("job")):
        return
    if at[3] == "options":
        reader.builder.findings.error(
            at,
            "offered-on-truth",
            f"an option cannot depend on '{name}': nobody knows that until it is told",
            "test 'SIGNAL known'; what bars it physically goes into its needs, crew or forbidden",
            name=name,
        )
        return
    reader.builder.findings.error(
        at,
        "opens-on-truth",
        f"a decision cannot open on '{name}': nobody knows that until it is told",
        "write a signal with this condition and test 'SIGNAL known'",
        name=name,
    )


def _read_by(reader: Reader, test: StateTest, name: str, at: Path, role: str | None) -> int:
    """The role that must have read a message: the one named, the one that decides, or any receiver."""
    if test.argument is not None:
        if test.argument not in reader.role_of:
            reader.builder.findings.unknown(at, "role", test.argument, reader.role_of)
            return NONE
        if test.argument not in reader.receivers.get(name, ()):
            reader.builder.findings.error(
                at,
                "never-told",
                f"'{name}' is never sent to '{test.argument}'",
                f"it goes to {', '.join(reader.receivers.get(name, ()))}",
                name=name,
            )
        return reader.role_of[test.argument]
    return reader.role_of[role] if role is not None and role in reader.receivers.get(name, ()) else NONE
