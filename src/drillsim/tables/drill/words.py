"""Owns how a seat's view of a drill reads line by line: one thing a line, its title first, nothing by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.telling import figures
from drillsim.telling.cells import closed_up, one_line
from drillsim.telling.happened.words import Words
from drillsim.telling.language import _, language_in_use
from drillsim.telling.measures import form_name, form_titles
from drillsim.telling.names import Names
from drillsim.telling.state_words import state_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drillsim.drill import Drill
    from drillsim.drill.sight import DecisionRow, FormRow, InboxRow, LineRow, Snapshot
    from drillsim.engine import Record


class Telling:
    """The words for one drill."""

    def __init__(self, drill: Drill) -> None:
        self._drill = drill
        self._plan = drill.plan
        self._words = Words(drill.case, drill.plan)
        self._names = Names(drill.case.topology, drill.case.scenario)
        self._titles = form_titles(drill.case)

    def clock(self, ms: int) -> str:
        """A moment on the wall of the scenario."""
        return figures.moment(self._plan, ms)

    def where(self) -> str:
        """The clock, the time since the start, and the branch."""
        now, branch = self._drill.now, self._drill.branch
        named = f"{branch.id} ({branch.title})" if branch.title else branch.id
        return _("{clock}  T+{since}  branch {branch}").format(
            clock=self.clock(now), since=figures.duration(now), branch=named
        )

    def record(self, record: Record) -> str:
        """What happened, behind its time."""
        return f"{self.clock(record.time)}  {self._words.sentence(record)}"

    def letter(self, row: InboxRow) -> str:
        """A message: when it was read, by which route, what it says."""
        title = self._names.title(row.message) or (row.message if row.route else _("a message"))
        if row.kind == "hint":
            title = _("a hint")
        elif row.corrects:
            title = _("another estimate instead of {title}").format(title=self._names.short_name(row.corrects))
        says = one_line(row.says.in_language(language_in_use())) if row.says is not None else ""
        parts = [_("{role} reads, by {route}: {title}").format(
            role=self._names.short_name(row.role),
            route=self._names.short_name(row.route) if row.route else _("word of mouth"),
            title=title,
        )]  # fmt: skip
        parts += [_('"{title}"').format(title=says)] if says else []
        if row.sent_at < row.at:
            parts.append(_("sent {clock}").format(clock=self.clock(row.sent_at)))
        if row.estimate is not None:
            parts.append(_("expected by {clock}").format(clock=self.clock(row.estimate)))
        if row.answer_by is not None:
            parts.append(_("answer by {clock}").format(clock=self.clock(row.answer_by)))
        return closed_up(f"{self.clock(row.at)}  {'; '.join(parts)}")

    def line(self, row: LineRow) -> str:
        """A business line and its tolerance."""
        parts = [f"{self._names.full_name(row.line)}: {state_word(row.state)}"]
        if row.since is not None and row.state:
            parts.append(_("since {clock}").format(clock=self.clock(row.since)))
        if row.level is not None:
            parts.append(_("{share} served").format(share=figures.share(row.level)))
        if row.outage:
            parts.append(_("out for {time}").format(time=figures.duration(row.outage)))
        parts += [self._form(row.line, form) for form in row.forms if form.used is not None and form.unit != "clock"]
        return closed_up("; ".join(parts))

    def _form(self, line: str, form: FormRow) -> str:
        said = _("{form} {used} of {allowed}").format(
            form=self._titles.get((line, form.name)) or form_name(form.name),
            used=figures.amount(form.unit, form.used or 0),
            allowed=figures.amount(form.unit, form.allowed),
        )
        if form.breached:
            return said + " " + _("BREACHED")
        if form.left is not None and form.used:
            return said + " " + _("({time} left at this rate)").format(time=figures.duration(form.left))
        return said

    def decision(self, row: DecisionRow) -> Iterator[str]:
        """A question with its options."""
        written = self._drill.case.scenario.decisions[row.decision]
        asks = one_line(written.asks.in_language(language_in_use())) if written.asks is not None else ""
        head = f"{self._names.full_name(row.decision)}: {state_word(row.state)}"
        chosen = (self._names.title(f"{row.decision}.{row.chosen}") or row.chosen) if row.chosen else ""
        yield "; ".join(
            part
            for part in (
                head,
                _("asked of {role} at {clock}").format(
                    role=self._names.short_name(row.role), clock=self.clock(row.asked_at)
                ),
                asks,
                chosen,
            )
            if part
        )
        if row.state != "open":
            return
        for option in row.options:
            parts = [self._names.title(f"{row.decision}.{option.option}")]
            if option.authority:
                parts.append(_("needs {role}").format(role=self._names.short_name(option.authority)))
            if option.lasts is not None:
                parts.append(_("takes about {time}").format(time=figures.duration(option.lasts)))
            parts += [
                _("{people} of {crew}").format(people=people, crew=self._names.short_name(crew))
                for effort in option.efforts
                for crew, people in effort.people
            ]
            if not option.available:
                parts.append(_("cannot be chosen now"))
            yield f"  {option.option}: {'; '.join(part for part in parts if part)}".rstrip(": ")

    def status(self, seen: Snapshot) -> Iterator[str]:
        """Where the drill stands, as far as this seat knows."""
        yield self.where()
        yield from (self.line(row) for row in seen.lines)
        for question in seen.decisions:
            if question.state in {"open", "approving"}:
                yield from self.decision(question)
        yield from self.tasks(seen)
        for owed in seen.obligations:
            yield _("{name}: {state}, by {clock}").format(
                name=self._names.full_name(owed.obligation),
                state=state_word(owed.state),
                clock=self.clock(owed.deadline),
            )

    def tasks(self, seen: Snapshot) -> Iterator[str]:
        """Work that was begun."""
        for row in seen.tasks:
            said = f"{self._names.full_name(row.task)}: {state_word(row.state)}, " + _("since {clock}").format(
                clock=self.clock(row.since)
            )
            if row.expected is not None:
                said += ", " + _("expected by {clock}").format(clock=self.clock(row.expected))
            yield said

    def systems(self, seen: Snapshot) -> Iterator[str]:
        """Every system that was reported on, and how many were not."""
        told = [row for row in seen.systems if row.state]
        for row in told:
            since = ", " + _("since {clock}").format(clock=self.clock(row.since)) if row.since is not None else ""
            yield f"{self._names.full_name(row.component)}: {state_word(row.state)}{since}"
        silent = len(seen.systems) - len(told)
        if silent:
            yield _("no report on {count} systems").format(count=silent)
