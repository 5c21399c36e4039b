"""Owns how a name on the command line becomes a file, a case or a topology.

1. A scenario and a topology may share a name; each command says which of them it means first.
2. A file says itself what it is; one that says nothing is taken for what its folder holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drillsim.errors import DrillsimError

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

    from drillsim.library.find import Kind
    from drillsim.model import Topology


ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class Named:
    """One file that a name means."""

    kind: Kind
    name: str
    """What to load it by."""


def named(name: str) -> list[Named]:
    """What a name means: a file, or the scenario and the topology of that name, whichever there are."""
    from drillsim.library.find import find_file

    if Path(name).suffix in ENDINGS and Path(name).is_file():
        return [Named(_kind_of(Path(name)), name)]
    found: list[Named] = []
    unknown: DrillsimError | None = None
    for kind in _kinds():
        try:
            find_file(kind, name)
        except DrillsimError as error:
            if error.code != "unknown-name":
                raise
            unknown = unknown or error
        else:
            found.append(Named(kind, name))
    if not found and unknown is not None:
        raise unknown
    return found


def in_folder(folder: Path) -> list[Named]:
    """Every YAML file in a folder and those below it, by name; hidden folders are passed over."""
    files = [path for path in folder.rglob("*") if path.suffix in ENDINGS and path.is_file()]
    seen = [path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    return [Named(_kind_of(path), str(path)) for path in sorted(seen)]


def all_named() -> list[Named]:
    """Every file that is found."""
    from drillsim.library.find import list_files

    return [Named(entry.kind, seen_from_here(entry.path)) for entry in list_files()]


def seen_from_here(path: Path) -> str:
    """A path as somebody in this folder would write it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _kinds() -> tuple[Kind, Kind]:
    return ("scenario", "topology")


def _kind_of(path: Path) -> Kind:
    from drillsim.library.heads import read_head

    head = read_head(path)
    if head is not None:
        return head.kind
    return "topology" if "topologies" in path.resolve().parts else "scenario"


def topology_of(name: str) -> Topology:
    """The topology of that name, or the one that the scenario of that name plays on."""
    from drillsim.library import load_scenario, load_topology

    means = {each.kind for each in named(name)}
    return load_topology(name).topology if "topology" in means else load_scenario(name).topology


def complete_name(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids that a shell may offer, each with its title."""
    from click.shell_completion import CompletionItem

    from drillsim.library.find import list_files
    from drillsim.telling.language import language_in_use

    known = {entry.id: entry.title_in(language_in_use()) for entry in list_files() if entry.id.startswith(incomplete)}
    return [CompletionItem(name, help=title) for name, title in known.items()]
