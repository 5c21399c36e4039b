"""Owns what a drill is made from, and how it is kept: a topology and a scenario, as read, with overlays laid.

1. What is kept is data, in the order in which it was written, since the order of a plan follows it.
2. A drill is built from what is kept, at its start as when it is taken up again, so that the two cannot differ.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drillsim.drill.policies import policy_orders, policy_pins

if TYPE_CHECKING:
    from drillsim.drill.journal import Header
    from drillsim.engine import Order, Pin, Plan
    from drillsim.errors import Finding
    from drillsim.library import Case
    from drillsim.library.document import CaseDocument, Document


def read_inputs(name_or_path: str | Path) -> CaseDocument:
    """The two documents of a scenario of that name or file, before any change."""
    from drillsim.library.reading import read_case

    documents, _notices = read_case(_file_of(name_or_path))
    return documents


def scenario_id(name_or_path: str | Path) -> str:
    """The id of a scenario, from the head of its file; the file's own name where none is found there."""
    from drillsim.library.heads import read_head

    path = _file_of(name_or_path)
    head = read_head(path)
    return head.id if head is not None and head.id else path.stem


def _file_of(name_or_path: str | Path) -> Path:
    from drillsim.library.find import find_file

    if isinstance(name_or_path, Path) and name_or_path.is_file():
        return name_or_path
    return find_file("scenario", str(name_or_path))


def text_of(document: Document) -> str:
    """A document as the journal keeps it."""
    return json.dumps(document.data, ensure_ascii=False, separators=(",", ":"))


def kept_inputs(header: Header) -> CaseDocument:
    """The two documents that a journal keeps."""
    from drillsim.library.document import CaseDocument, Document

    return CaseDocument(
        Document(header.topology_id, json.loads(header.topology), {}),
        Document(header.scenario_id, json.loads(header.scenario), {}),
    )


def build_case(documents: CaseDocument, changes: Sequence[str], sets: Mapping[str, Any]) -> Case:
    """The case of two documents with changes and settings made to it."""
    from drillsim.library import load_documents

    return load_documents(documents, changes=changes, sets=sets)


def compile_located(case: Case, found: list[Finding] | None = None) -> Plan:
    """The plan of a case; what keeps it from being one is raised as problems of the files.

    What is only warned of is added to what was found.
    """
    from drillsim.library import FileProblems, located
    from drillsim.library.removal import told_together
    from drillsim.plan import compile_with_findings

    plan, findings = compile_with_findings(case)
    if plan is None:
        errors = [finding for finding in findings if finding.severity == "error"]
        raise FileProblems(told_together(located(errors, case.documents), case))
    if found is not None:
        found += findings
    return plan


def orders_beside(plan: Plan, policy: str, roles: Sequence[str]) -> tuple[Order, ...]:
    """What a policy decides for the roles that nobody plays; if none is named, all are played."""
    if not roles:
        return ()
    return tuple(
        order
        for order in policy_orders(plan, policy)
        if plan.subjects[plan.roles[plan.decisions[order.decision].role].subject] not in roles
    )


def pins_beside(plan: Plan, policy: str, roles: Sequence[str]) -> tuple[Pin, ...]:
    """The published ends of the work of those whom nobody plays; what played roles begin takes as long as it does."""
    if not roles:
        return ()
    own = _begun_by(plan, roles)
    return tuple(pin for pin in policy_pins(plan, policy) if not any(_is_of(pin.work, name) for name in own))


def _begun_by(plan: Plan, roles: Sequence[str]) -> set[str]:
    """The work that the choices of some roles are or begin."""
    names, found = plan.subjects, set()
    for row in plan.decisions:
        if names[plan.roles[row.role].subject] not in roles:
            continue
        for option in row.options:
            if option.work >= 0:
                found.add(names[plan.works[option.work].subject])
            for effect in (plan.effects[number] for number in option.do):
                if effect.verb == "start":
                    found.add(names[effect.subject])
                elif effect.verb == "switch":
                    found.add(f"{names[effect.subject]}.forced")
    return found


def _is_of(work: str, name: str) -> bool:
    return work == name or work.startswith(f"{name}.")
