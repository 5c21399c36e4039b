"""Rows of who is told and who decides: roles, routes, messages, decisions, obligations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoleRow:
    """Who sits in the crisis."""

    subject: int
    reads: tuple[tuple[int, int], ...]
    """(route, slot of the delay)."""
    away: int
    answers: int
    deputy: int


@dataclass(frozen=True, slots=True)
class RouteRow:
    """How messages travel."""

    subject: int
    delay: int
    needs: int
    reads: int
    order: int
    """Slot: 0 arrival, 1 worst-first."""


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A signal or an inject."""

    subject: int
    condition: int
    flow: int
    """The flow of one message per item, or -1."""
    at: int
    """Slot of its clock, or -1."""
    route: int
    to: tuple[int, ...]
    after: int
    chance: int
    needs: int
    again: bool
    answer_by: int
    estimate: tuple[int, int]
    """(condition, slot of the clock) of the belief it carries, or (-1, -1)."""
    stream: int
    inject: bool


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One way to answer a decision."""

    name: str
    subject: int
    authority: int
    do: tuple[int, ...]
    condition: int
    forbidden: bool
    work: int


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A question put to a role."""

    subject: int
    role: int
    condition: int
    again: bool
    options: tuple[OptionRow, ...]
    plan_option: int
    """What the contingency plan says, or -1."""
    plan_within: int


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """Something owed within a time of its trigger."""

    subject: int
    role: int
    condition: int
    within: int
    by: int
    every: int
    met: int
