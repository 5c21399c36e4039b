"""What to write so that a number which no file holds can be set, or why it cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.model.business import FORMS
from drillsim.plan.builder import short_path

if TYPE_CHECKING:
    from drillsim.plan.builder import Builder
    from drillsim.plan.findings import Path

_CLOCK_FORMS = ("ready", "cleared")


def refuse_unwritten(builder: Builder, path: str, value: object, at: Path) -> None:
    """The finding for a path that leads to no number."""
    findings = builder.findings
    name, *parts = path.split(".")
    kind = builder.kinds[builder.index[name]] if name in builder.index else ""
    if kind == "line" and parts == ["patience"]:
        findings.error(
            at, "patience-with-backlog",
            f"patience does nothing here: what '{name}' cannot do at once waits in its backlog",
            "leave patience out, or the backlog; due says when a waiting item is too late", name=path,
        )  # fmt: skip
    elif kind == "line" and parts == ["due"]:
        findings.error(
            at, "due-without-backlog", f"'{name}' has no backlog in which something could become overdue",
            "give it a backlog, or leave due out", name=path,
        )  # fmt: skip
    elif snippet := _snippet(kind, parts, value):
        findings.error(
            at, "not-written", f"'{path}' is not written, so there is nothing to set",
            f"write '{snippet}' at '{name}', with what holds until then; then it can be set", name=path,
        )  # fmt: skip
    else:
        findings.unknown_path(at, short_path(path), builder.slot_of, builder.index)


def _snippet(kind: str, parts: list[str], value: object) -> str:
    """What would have to be written, with the value that is to be set as an example."""
    match kind, parts:
        case "line", ["tolerance", form] if form in (*FORMS, *_CLOCK_FORMS):
            return f"tolerance: {{{form}: {value}}}"
        case "line", ["customers"] | ["customers", "pool"]:
            return f"customers: {value}"
        case "line", ["customers", "items_each"]:
            return f"customers: {{pool: 10000, items_each: {value}}}"
        case "role", ["reads", route]:
            return f"reads: {{{route}: {value}}}"
        case _:
            return ""
