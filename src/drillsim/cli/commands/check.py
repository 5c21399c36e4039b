"""``drillsim check``: every mistake of one or more files, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drillsim.cli.page import Command
from drillsim.cli.reading import complete_name
from drillsim.errors import DrillsimError
from drillsim.telling.language import _, language_in_use, ngettext

if TYPE_CHECKING:
    from drillsim.cli.reading import Named
    from drillsim.library import Case, CaseDocument, LoadedTopology, Problem
    from drillsim.library.salvage import Gap
    from drillsim.library.targets import Side
    from drillsim.model import Scenario, Topology

FAILED = 1
UNREAD = 2


def command() -> click.Command:
    """The command in the language in use."""
    return Command(
        "check",
        callback=check,
        help=_(
            "NAME is an id, a file, or a folder with everything in it; without a name everything that is found is"
            " checked, and with a name that a scenario and a topology share both are. References are followed across"
            " files, and every what-if of a scenario is tried. The exit code is 1 when there is a mistake and 2 when"
            " something cannot be read; a warning alone does not fail the check."
        ),
        examples=("drillsim check", "drillsim check scenarios/our-case.yaml --strict"),
        params=[
            click.Argument(["names"], nargs=-1, metavar="[NAME]...", shell_complete=complete_name),
            click.Option(["--strict"], is_flag=True, help=_("Let a warning fail the check too.")),
        ],
    )


def check(names: tuple[str, ...], *, strict: bool) -> int:
    """Prints every problem of the files and how many there are; 1 if the check fails, 2 if something cannot be read."""
    from drillsim.cli.reading import all_named
    from drillsim.cli.refusal import tell_error
    from drillsim.library import render_problem
    from drillsim.library.problems import in_order

    unread: list[DrillsimError | OSError] = []
    files = list(dict.fromkeys(file for name in names for file in _meant(name, unread))) if names else all_named()
    problems = in_order(problem for file in files for problem in _told(file, unread))
    for problem in problems:
        click.echo(render_problem(problem, language_in_use()))
    warnings = sum(problem.severity == "warning" for problem in problems)
    mistakes = len(problems) - warnings
    if problems:
        click.echo()
    for error in unread:
        tell_error(error)
    if files or not unread:
        click.echo(_summary(len(files), mistakes, warnings))
    return UNREAD if unread else FAILED if mistakes or (strict and warnings) else 0


def _meant(name: str, unread: list[DrillsimError | OSError]) -> list[Named]:
    """The files that a name means; a name that means none is kept for later, and the others are checked."""
    from drillsim.cli.reading import in_folder, named
    from drillsim.cli.refusal import refusal

    try:
        if Path(name).is_dir() and not _is_id(name):
            files = in_folder(Path(name))
            if not files:
                raise refusal("", _("there is no YAML file in '{name}'").format(name=name))
            return files
        return named(name)
    except DrillsimError as error:
        unread.append(error)
    except OSError as error:
        unread.append(error)
    return []


def _is_id(name: str) -> bool:
    """Whether a name that is a folder too is better known as an id."""
    from drillsim.library.find import list_files

    return "/" not in name and any(name == entry.id for entry in list_files())


def _told(file: Named, unread: list[DrillsimError | OSError]) -> Iterator[Problem]:
    """The problems of a file, if it can be read at all."""
    try:
        yield from problems_of(file)
    except DrillsimError as error:
        unread.append(error)
    except OSError as error:
        unread.append(error)


def problems_of(file: Named) -> Iterator[Problem]:
    """Whatever is wrong with one file, and what its reader should know."""
    from drillsim.library import examine_topology, examine_what_ifs
    from drillsim.library.removal import told_together

    if file.kind == "topology":
        topology, problems = examine_topology(file.name)
        yield from problems
        if topology is not None:
            yield from topology.notices
            yield from _with_basis([*problems, *_compiling(Bare(topology))], topology, "topology")
        return
    for change, (case, problems) in examine_what_ifs(file.name):
        yield from (replace(problem, change=change) for problem in problems)
        if case is not None and change:
            yield from (replace(problem, change=change) for problem in told_together(_compiling(case), case))
        elif case is not None:
            yield from case.notices
            yield from _with_basis([*problems, *_compiling(case)], case, "scenario")


def _with_basis(problems: list[Problem], case: Case | LoadedTopology, side: Side) -> Iterator[Problem]:
    """The problems of a file with those of its basis; which numbers lack one is said once all else is right."""
    from drillsim.library.basis import check_keys, check_numbers
    from drillsim.library.salvage import lost_names
    from drillsim.library.targets import document_of

    found = [*problems, *check_keys(case.documents, side, lost_names(case.gaps))]
    yield from found
    if not any(problem.severity == "error" for problem in found):
        yield from check_numbers(case.documents, document_of(case.documents, side).name)


@dataclass(frozen=True)
class Bare:
    """A topology with a day on which nothing happens, so that it can be judged without a scenario."""

    loaded: LoadedTopology

    @property
    def topology(self) -> Topology:
        """The institution."""
        return self.loaded.topology

    @property
    def scenario(self) -> Scenario:
        """The quiet day."""
        from drillsim.model import Scenario

        day = {"id": "a-quiet-day-for-checking", "starts": "2026-04-15 00:00", "ends": "2026-04-16 00:00"}
        return Scenario.model_validate(day)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What was faulty in it."""
        return self.loaded.gaps

    @property
    def documents(self) -> CaseDocument:
        """Where the topology was written."""
        return self.loaded.documents


def _compiling(case: Case | Bare) -> Iterator[Problem]:
    """What shows only when a case is put together: names that lead nowhere, times that cannot be, circles."""
    from drillsim.library import located
    from drillsim.library.salvage import without_echoes
    from drillsim.plan import compile_with_findings

    _plan, findings = compile_with_findings(case)
    yield from located(without_echoes(findings, case.gaps), case.documents)


def _summary(files: int, mistakes: int, warnings: int) -> str:
    parts = [
        ngettext("{count} file", "{count} files", files).format(count=files),
        ngettext("{count} mistake", "{count} mistakes", mistakes).format(count=mistakes),
    ]
    if warnings:
        parts.append(ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings))
    return ", ".join(parts)
