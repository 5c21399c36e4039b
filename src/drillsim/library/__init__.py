"""Finding and loading what people wrote: a name becomes models, and a fault becomes file, line and column.

Code map
    find, heads                    which file a name means, from the heads of files alone
    source, scalars, syntax        YAML text becomes plain data with places (document)
    overlay, upgrade               one document laid over another; files of an older format
    targets, known, paths, values  dotted paths into a case and what they set
    changes, removal               what-ifs
    basis                          whether every number has one
    validate, faults, fields, nearest
                                   data against the models
    salvage                        what is sound of a faulty file, so that the rest can be judged
    problem, problems, wording, render, messages_*
                                   faults as people read them
    reading, load                  all of it in order
    new, schema                    files to start from, and JSON Schemas for editors

Importing this package or `find` loads neither pydantic nor yaml; each name is fetched when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drillsim.library.changes import apply_changes, change_names
    from drillsim.library.document import CaseDocument, Document, Place, Span
    from drillsim.library.find import Entry, find_file, list_files
    from drillsim.library.known import known_paths
    from drillsim.library.load import (
        Case,
        LoadedTopology,
        examine_scenario,
        examine_topology,
        examine_what_ifs,
        load_documents,
        load_scenario,
        load_topology,
    )
    from drillsim.library.new import new_scenario, new_topology
    from drillsim.library.overlay import merge
    from drillsim.library.paths import set_path
    from drillsim.library.problem import Problem
    from drillsim.library.problems import FileProblems, located
    from drillsim.library.render import render_error, render_problem
    from drillsim.library.schema import scenario_schema, topology_schema, write_schemas
    from drillsim.library.source import parse_document, read_document, read_value

__all__ = [
    "Case",
    "CaseDocument",
    "Document",
    "Entry",
    "FileProblems",
    "LoadedTopology",
    "Place",
    "Problem",
    "Span",
    "apply_changes",
    "change_names",
    "examine_scenario",
    "examine_topology",
    "examine_what_ifs",
    "find_file",
    "known_paths",
    "list_files",
    "load_documents",
    "load_scenario",
    "load_topology",
    "located",
    "merge",
    "new_scenario",
    "new_topology",
    "parse_document",
    "read_document",
    "read_value",
    "render_error",
    "render_problem",
    "scenario_schema",
    "set_path",
    "topology_schema",
    "write_schemas",
]

_HOMES = {
    "changes": ("apply_changes", "change_names"),
    "document": ("CaseDocument", "Document", "Place", "Span"),
    "find": ("Entry", "find_file", "list_files"),
    "load": (
        "Case", "LoadedTopology", "examine_scenario", "examine_topology", "examine_what_ifs", "load_documents",
        "load_scenario", "load_topology",
    ),
    "new": ("new_scenario", "new_topology"),
    "overlay": ("merge",),
    "known": ("known_paths",),
    "paths": ("set_path",),
    "problem": ("Problem",),
    "problems": ("FileProblems", "located"),
    "render": ("render_error", "render_problem"),
    "schema": ("scenario_schema", "topology_schema", "write_schemas"),
    "source": ("parse_document", "read_document", "read_value"),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """A public name, its module loaded on first use."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"drillsim.library.{module}"), name)
    raise AttributeError(f"module 'drillsim.library' has no attribute '{name}'")
