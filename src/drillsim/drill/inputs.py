"""Owns what a drill is made from, and how it is kept: a topology and a scenario, as read, with overlays laid.

1. What is kept is data, in the order in which it was written, since the order of a plan follows it.
2. A drill is built from what is kept, at its start as when it is taken up again, so that the two cannot differ.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drillsim.drill.policies import policy_orders

if TYPE_CHECKING:
    from drillsim.drill.journal import Header
    from drillsim.engine import Order, Plan
    from drillsim.errors import Finding
    from drillsim.library import Case
    from drillsim.library.document import CaseDocument, Document


def read_inputs(name_or_path: str | Path) -> CaseDocument:
    """The two documents of a scenario of that name or file, before any change."""
    from drillsim.library.find import find_file
    from drillsim.library.reading import read_case

    path = Path(name_or_path)
    found = path if isinstance(name_or_path, Path) and path.is_file() else find_file("scenario", str(name_or_path))
    documents, _notices = read_case(found)
    return documents


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
