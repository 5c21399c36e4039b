"""Owns the talk of a drill line by line: a line is read, something happens, and what is new is told.

1. Time passes only when somebody lets it: nothing is told while a line is being written.
2. A decision needs a second line that holds the word of confirmation and nothing else.
3. What is refused is told with its reason and changes nothing; the talk goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from drillsim.cli.refusal import unknown
from drillsim.drill.until import advance_until, condition_of, moment_of, next_decision, next_event
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.errors import DrillsimError
from drillsim.model.quantities import parse_duration
from drillsim.model.times import parse_clock
from drillsim.tables.drill.words import Telling
from drillsim.telling.language import _, language_in_use

if TYPE_CHECKING:
    from drillsim.drill import Drill, Sight

Say = Callable[[str], None]
Read = Callable[[str], str | None]
"""Reads a line behind a prompt; nothing once there is no more."""

Submit = Callable[..., object]
"""Carries a command out, or leaves it for who does."""
OF_OWNER: Final = frozenset(
    {"wait", "待つ", "until", "まで", "next", "次", "note", "メモ", "mark", "観察", "back", "戻る", "fork", "枝"}
    | {"switch", "移る"}
)
"""What only the process that runs the drill can do."""

CONFIRM: Final = frozenset({"confirm", "決定"})
BECAUSE: Final = (" because ", " なぜなら ")


class Talk:
    """A drill that somebody talks to."""

    def __init__(
        self, drill: Drill, sight: Sight, read: Read, say: Say, between: Callable[[], object], submit: Submit
    ) -> None:
        self._drill = drill
        self._sight = sight
        self._is_facilitator = not sight.roles
        self._role = sight.roles[0] if sight.roles else ""
        """Who speaks: the role that is played, the first of a team, nobody for the facilitator."""
        self._read = read
        self._say = say
        self._between = between
        self._submit = submit
        self._telling = Telling(drill)
        self._told = 0
        self.over: Callable[[], None] = lambda: None
        """Tells what came of it, once the scenario is over."""
        self.follows = False
        """Whether another process runs the drill."""
        self.refused = 0
        """How many lines were refused."""
        self._verbs: dict[str, Callable[[str], bool | None]] = {}
        for names, act in self._acts():
            self._verbs |= dict.fromkeys(names, act)

    def _acts(self) -> list[tuple[tuple[str, ...], Callable[[str], bool | None]]]:
        return [
            (("help", "?", "使い方"), self._help),
            (("wait", "待つ"), self._wait),
            (("until", "まで"), self._until),
            (("next", "次"), lambda _rest: self._step()),
            (("status", "状況"), lambda _rest: self._lines(self._telling.status(self._sight.look()))),
            (("lines", "業務"), lambda _rest: self._lines(map(self._telling.line, self._sight.look().lines))),
            (("systems", "システム"), lambda _rest: self._lines(self._telling.systems(self._sight.look()))),
            (("inbox", "受信"), lambda _rest: self._lines(map(self._telling.letter, self._sight.look().inbox))),
            (("questions", "問い"), lambda _rest: self._questions()),
            (("decide", "判断"), self._decide),
            (("start", "cancel", "send", "call"), self._do_nothing),
            (("do",), self._do),
            (("faults", "故障"), self._faults),
            (("reserves", "予備"), lambda _rest: self._reserves()),
            (("tell", "伝える"), self._tell),
            (("note", "メモ"), self._note),
            (("mark", "観察"), self._mark),
            (("why", "なぜ"), self._why),
            (("back", "戻る"), self._back),
            (("fork", "枝"), self._fork),
            (("branches", "枝一覧"), lambda _rest: self._branches()),
            (("switch", "移る"), self._switch),
            (("compare", "比べる"), self._compare),
            (("quit", "exit", "終了"), lambda _rest: True),
        ]

    def hold(self) -> None:
        """Talks until somebody quits or there is nothing more to read; one can go back even when it is over."""
        self._say(self._telling.where())
        self._say(_("Write help for what can be written."))
        self._news()
        told_over = False
        while True:
            if self._drill.ended and not told_over:
                self.over()
            told_over = self._drill.ended
            line = self._read("> ")
            self._between()
            if line is None:
                return
            try:
                if self._heed(line):
                    return
                self._news()
            except DrillsimError as error:
                self.refused += 1
                from drillsim.library.render import render_error

                self._say(_("Refused: {reason}").format(reason=render_error(error, language_in_use())))

    def _heed(self, line: str) -> bool:
        """Does what a line says; whether the talk is over."""
        words = line.replace("\u3000", " ").strip()
        if not words or words.startswith("#"):
            return False
        verb, _space, rest = words.partition(" ")
        act = self._verbs.get(verb.lower())
        if self.follows and verb.lower() in OF_OWNER:
            raise CommandRefused(_("only the process that runs the drill does this"), _("see what is new with: status"))
        if act is None:
            from drillsim.library.nearest import nearest_word

            near = nearest_word(verb, list(self._verbs))
            hint = _("did you mean '{name}'?").format(name=near) if near else _("write help for what can be written")
            raise CommandRefused(_("'{word}' is not known here").format(word=verb), hint)
        if verb.lower() in {"start", "cancel", "send", "call"}:
            self._submit({"do": {verb.lower(): rest.strip()}}, by=self._role)
            return False
        return bool(act(rest.strip()))

    def _do_nothing(self, _rest: str) -> None:
        """The verbs of work are submitted as they are written."""

    # -- what is told -------------------------------------------------------------------------------------------------

    def _lines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._say(line)

    def _news(self) -> None:
        """Tells what this seat knows of since it was last told."""
        seen = self._sight.look()
        letters = {row.record: row for row in seen.inbox}
        for record in seen.timeline[self._told :]:
            letter = letters.get(record.position)
            self._say(self._telling.letter(letter) if letter is not None else self._telling.record(record))
            if record.kind == "asked":
                self._ask(record.subject)
        self._told = len(seen.timeline)

    def _ask(self, decision: str) -> None:
        """Tells a question that is open with its options."""
        for row in self._sight.look().decisions:
            if row.state == "open" and row.decision == decision:
                self._lines(self._telling.decision(row))

    def _questions(self) -> None:
        for row in self._sight.look().decisions:
            self._lines(self._telling.decision(row))

    def _help(self, _rest: str) -> None:
        self._lines(_help_lines())

    def _why(self, rest: str) -> None:
        if not (self._sight.truth or self._drill.ended):
            raise CommandRefused(
                _("why it is so is told when the drill is over"), _("see what was reported with: inbox, lines")
            )
        from drillsim.review import explain, servers_of
        from drillsim.telling.happened.words import Words

        plan = self._drill.plan
        known = [plan.subjects[row.subject] for row in plan.lines]
        if rest not in known:
            raise unknown("", _("the topology has no line '{line}'").format(line=rest), rest, known)
        words = Words(self._drill.case, plan)
        for step in explain(self._drill.run.trace, rest, servers=servers_of(plan, rest)):
            self._say(f"{self._telling.clock(step.record.time)}  {'  ' * step.depth}{words.sentence(step.record)}")

    # -- time ---------------------------------------------------------------------------------------------------------

    def _wait(self, rest: str) -> None:
        try:
            takes = parse_duration(rest or "1m")
        except ValueError as error:
            raise CommandRefused(str(error), _("write wait 10m, or until 10:15")) from None
        self._drill.advance(self._drill.now + takes)
        self._tell_time()

    def _until(self, rest: str) -> None:
        words = rest.lower()
        if words in {"", "next decision", "decision", "次の判断"}:
            waiting = [row.decision for row in self._sight.look().decisions if row.state == "open"]
            if waiting and not self._is_facilitator:
                raise CommandRefused(
                    _("a question is open: {names}").format(names=", ".join(waiting)),
                    _("answer it, or let time pass with wait"),
                )
            if not next_decision(self._drill, self._sight):
                self._say(_("No question came up to the end."))
        elif (at := self._clock_time(rest)) is not None:
            if at < self._drill.now:
                raise CommandRefused(_("that moment has passed"), _("go back with: back 10:15"))
            self._drill.advance(at)
        elif not advance_until(self._drill, self._sight, condition_of(self._drill.plan, rest)):
            self._say(_("It did not come to that up to the end."))
        self._tell_time()

    def _step(self) -> None:
        if not next_event(self._drill, self._sight):
            self._say(_("Nothing more is heard of up to the end."))
        self._tell_time()

    def _tell_time(self) -> None:
        """Tells what is new and then where the drill stands."""
        self._news()
        self._say(self._telling.where())

    def _clock_time(self, text: str) -> int | None:
        """The moment that a clock time names, or nothing if it is none."""
        try:
            return moment_of(self._drill.plan, parse_clock(text))
        except ValueError:
            return None

    # -- taking part --------------------------------------------------------------------------------------------------

    def _decide(self, rest: str) -> None:
        choice, why = rest, ""
        for word in BECAUSE:
            if word in rest:
                choice, _word, why = rest.partition(word)
                break
        words = choice.split()
        seen = {row.decision: row for row in self._sight.look().decisions}
        if len(words) != 2:
            raise CommandRefused(_("this is not a choice"), _("write decide QUESTION OPTION because REASON"))
        by = seen[words[0]].role if words[0] in seen and not self._is_facilitator else self._role
        said = self._read(_("Write confirm to decide {choice}: ").format(choice=" ".join(words)))
        if said is None or said.strip().lower() not in CONFIRM:
            self._say(_("Not decided."))
            return
        self._submit({"decide": " ".join(words)}, by=by, why=why.strip())

    def _do(self, rest: str) -> None:
        from drillsim.library.source import parse_value

        self._submit({"do": parse_value(rest, "do").data}, by=self._role)

    def _tell(self, rest: str) -> None:
        role, _space, text = rest.partition(" ")
        if not text.strip():
            raise CommandRefused(_("a message needs words"), _("write tell ROLE TEXT"))
        self._submit({"tell": role, "says": text.strip()}, by=self._role)

    def _faults(self, rest: str) -> None:
        self._check_facilitator()
        from drillsim.drill.steering import faults_of

        found = faults_of(self._drill.case, self._drill.plan, rest)
        if not found:
            raise CommandRefused(_("there is nothing called '{name}'").format(name=rest), _("see them with: systems"))
        for effect in found:
            self._say("do {" + ", ".join(f"{key}: {value}" for key, value in effect.items()) + "}")

    def _reserves(self) -> None:
        self._check_facilitator()
        from drillsim.drill.steering import reserves_of

        for name in reserves_of(self._drill.case):
            self._say(f"send {name}")

    def _check_facilitator(self) -> None:
        if not self._is_facilitator:
            raise CommandRefused(_("only the facilitator may do this"))

    def _note(self, rest: str) -> None:
        if not rest:
            raise CommandRefused(_("a note needs words"), _("write note TEXT"))
        self._drill.note(rest, by=self._role)
        self._say(_("Noted."))

    def _mark(self, rest: str) -> None:
        objective, number, text = [*rest.split(None, 2), "", "", ""][:3]
        if not number.isdigit():
            raise CommandRefused(_("this is not an observation"), _("write mark OBJECTIVE NUMBER TEXT"))
        self._drill.mark(objective, int(number) - 1, text, by=self._role)
        self._say(_("Noted."))

    # -- branches -----------------------------------------------------------------------------------------------------

    def _back(self, rest: str) -> None:
        at = self._clock_time(rest)
        if at is None:
            raise CommandRefused(_("'{text}' is no clock time").format(text=rest), _("write back 10:15"))
        self._drill.rewind(at)
        self._stand()

    def _fork(self, rest: str) -> None:
        self._drill.fork(rest)
        self._stand()

    def _switch(self, rest: str) -> None:
        self._drill.switch(rest)
        self._stand()

    def _stand(self) -> None:
        """Tells where the drill stands now; what came before is not told again."""
        seen = self._sight.look()
        self._told = len(seen.timeline)
        self._say(self._telling.where())
        for row in seen.decisions:
            if row.state == "open":
                self._lines(self._telling.decision(row))

    def _branches(self) -> None:
        for branch in self._drill.branches.all.values():
            reached = self._drill.now if branch.id == self._drill.branch.id else self._drill.branches.reached[branch.id]
            start = _("from {parent} at {clock}").format(parent=branch.parent, clock=self._telling.clock(branch.at))
            parts = [branch.title, start if branch.parent else "", self._telling.clock(reached)]
            mark = "*" if branch.id == self._drill.branch.id else " "
            self._say(f"{mark} {branch.id}  " + "; ".join(part for part in parts if part))

    def _compare(self, rest: str) -> None:
        from drillsim.drill.comparing import compare_branches
        from drillsim.telling.figures import duration

        if not (self._sight.truth or self._drill.ended):
            raise CommandRefused(_("branches are compared when the drill is over, or by the facilitator"))
        names = [self._drill.branches.find(word) for word in rest.split()]
        if len(names) != 2 or names[0] is None or names[1] is None:
            raise CommandRefused(_("name two branches"), _("write compare A B"))
        compared = compare_branches(self._drill, names[0], names[1])
        self._say(_("at {clock}").format(clock=self._telling.clock(compared.at)))
        for pair in compared.lines:
            if pair.one.outage or pair.other.outage:
                self._say(f"{pair.line}: {duration(pair.one.outage)} | {duration(pair.other.outage)}")
        for choice in compared.decisions:
            self._say(f"{choice.decision}: {choice.one.option or '-'} | {choice.other.option or '-'}")


def _help_lines() -> list[str]:
    return [
        _("wait 10m: let time pass; until 10:15, until next decision, until core down; next: one event"),
        _("status, lines, systems, inbox, questions: what this seat knows"),
        _("decide QUESTION OPTION because REASON, then confirm"),
        _("start TASK, cancel TASK, send MESSAGE, call CREW; tell ROLE TEXT"),
        _("note TEXT; mark OBJECTIVE NUMBER TEXT"),
        _("back 10:15, fork NAME, branches, switch BRANCH, compare A B"),
        _("of the facilitator: faults COMPONENT, do {fail: COMPONENT}, reserves, why LINE"),
        _("quit: leave; the drill can be taken up again"),
    ]
