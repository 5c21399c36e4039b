"""What is wrong in a case that no single file shows: findings, collected, with the nearest right name."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from drillsim.errors import DrillsimError, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

Path = tuple[str | int, ...]
_SHOWN = 8
"""How many paths a hint lists at the most."""


class PlanProblems(DrillsimError):
    """A case that cannot be compiled; every finding names its model path."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        super().__init__("\n".join(f"{'.'.join(map(str, f.path))}: {f.message}" for f in self.findings))


class Findings:
    """The findings so far."""

    def __init__(self) -> None:
        self.all: list[Finding] = []

    def error(self, path: Path, code: str, message: str, hint: str | None = None, **params: object) -> None:
        """Something that stops a run."""
        self.all.append(Finding(path, message, hint, "error", code, params))

    def warn(self, path: Path, code: str, message: str, hint: str | None = None, **params: object) -> None:
        """Something the writer should know."""
        self.all.append(Finding(path, message, hint, "warning", code, params))

    def unknown(self, path: Path, what: str, name: str, known: Iterable[str]) -> None:
        """A name that nothing bears, with the nearest one that something does."""
        names = list(known)
        near = get_close_matches(name, names, n=1, cutoff=0.6)
        what, _, owner = what.partition(" of ")
        if near:
            hint = f"did you mean '{near[0]}'?"
        elif names and len(names) <= 12:
            hint = f"there are: {', '.join(names)}"
        elif what == "name":
            hint = "add it, or use an id that exists"
        else:
            hint = f"add it, or use the id of a {what} that exists"
        shown = near[0] if near else ", ".join(names[:12])
        code = f"unknown-{'near' if near else 'name'}"
        params = {"what": what, "name": name, "near": shown, "owner": owner}
        if owner:
            self.error(path, code, f"unknown {what} '{name}' of {owner}", hint, **params)
        else:
            self.error(path, code, f"unknown {what} '{name}'", hint, **params)

    def unknown_path(self, path: Path, name: str, known: Iterable[str], named: Iterable[str]) -> None:
        """A path to a number that is not there, with near ones of the same thing."""
        paths, ids = list(known), list(named)
        head, _, tail = name.partition(".")
        own = [each for each in paths if each.partition(".")[0] == head]
        if not own and head not in ids:
            self.unknown(path, "name", head, [each for each in ids if "." not in each])
            return
        tails = [each.partition(".")[2] for each in own]
        near = [f"{head}.{each}" for each in get_close_matches(tail, tails, n=3, cutoff=0.7)]
        hint = "write it where the thing is written; then it can be set"
        if len(near) == 1:
            hint = f"did you mean '{near[0]}'?"
        elif near:
            hint = f"did you mean one of {', '.join(near)}?"
        elif own:
            hint = f"what can be set of it: {', '.join(own[:_SHOWN])}"
            hint += f" and {len(own) - _SHOWN} more" if len(own) > _SHOWN else ""
        message = f"no number '{name}' is written that could be set"
        self.error(path, "unknown-path", message, hint, name=name, near=", ".join(near))

    @property
    def errors(self) -> list[Finding]:
        """Those that stop a run."""
        return [finding for finding in self.all if finding.severity == "error"]
