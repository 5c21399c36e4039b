"""Owns the talk of a drill line by line: a line is read, something happens, and what is new is told.

1. Time passes only when somebody lets it: nothing is told while a line is being written.
2. What is refused is told with its reason and changes nothing; the talk goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from drillsim.cli.plain import acting, asking, passing, steering
from drillsim.cli.plain.seat import Seat
from drillsim.engine.kernel.errors import CommandRefused
from drillsim.errors import DrillsimError
from drillsim.telling.language import _, language_in_use

Act = Callable[[Seat, str], None]


def help_lines(seat: Seat, _rest: str) -> None:
    """Tells what can be written."""
    seat.lines(
        [
            _("wait 10m: let time pass; until 10:15, until next decision, until end, until core down; next: one event"),
            _("stops on: a question that opens stops the time"),
            _("status, lines, systems, inbox, questions: what this seat knows"),
            _("decide QUESTION OPTION sure high because REASON, then confirm"),
            _("start TASK, cancel TASK, send MESSAGE, call CREW; tell ROLE TEXT"),
            _("note TEXT; mark OBJECTIVE NUMBER TEXT"),
            _("published: what was published, beside what happened here"),
            _("back 10:15, fork TITLE, name B TITLE, branches, switch BRANCH, compare A B"),
            _("of the facilitator: faults NAME, do {fail: COMPONENT}, reserves, why LINE; skip QUESTION"),
            _("of the facilitator: hint ROLE TEXT; correct MESSAGE 10:15 TEXT"),
            _("of the facilitator: at 10:30 do {fail: COMPONENT}; when core down for 10m then tell ROLE TEXT"),
            _("of the facilitator: pending, withdraw NUMBER"),
            _("quit: leave; the drill can be taken up again"),
        ]
    )


def leave(_seat: Seat, _rest: str) -> None:
    """Ends the talk."""


QUIT: Final[Act] = leave
VERBS: Final[tuple[tuple[tuple[str, ...], Act], ...]] = (
    (("help", "?", "使い方"), help_lines),
    (("wait", "待つ"), passing.wait),
    (("until", "まで"), passing.until),
    (("next", "次"), passing.step),
    (("stops", "停止"), passing.stops),
    (("status", "状況"), asking.status),
    (("lines", "業務"), asking.business),
    (("systems", "システム"), asking.systems),
    (("inbox", "受信"), asking.inbox),
    (("questions", "問い"), asking.questions),
    (("decide", "判断"), acting.decide),
    (("start",), acting.work("start")),
    (("cancel",), acting.work("cancel")),
    (("send",), acting.work("send")),
    (("call",), acting.work("call")),
    (("do",), steering.do),
    (("at", "時刻"), steering.at),
    (("when", "条件"), steering.when),
    (("pending", "予定"), steering.pending),
    (("withdraw", "取下げ"), steering.withdraw),
    (("faults", "故障"), steering.faults),
    (("reserves", "予備"), steering.reserves),
    (("tell", "伝える"), steering.tell),
    (("hint", "助言"), steering.hint),
    (("correct", "訂正"), steering.correct),
    (("skip", "見送り"), steering.skip),
    (("note", "メモ"), acting.note),
    (("mark", "観察"), acting.mark),
    (("why", "なぜ"), asking.why),
    (("published", "公表"), asking.published),
    (("back", "戻る"), passing.back),
    (("fork", "枝"), passing.fork),
    (("name", "名付け"), passing.name),
    (("branches", "枝一覧"), asking.branches),
    (("switch", "移る"), passing.switch),
    (("compare", "比べる"), asking.compare),
    (("quit", "exit", "終了"), QUIT),
)
"""What can be written, in both languages, and what it does."""

ACTS: Final[dict[str, Act]] = {name: act for names, act in VERBS for name in names}
OF_OWNER: Final[frozenset[Act]] = frozenset(
    {
        passing.wait,
        passing.until,
        passing.step,
        passing.stops,
        passing.back,
        passing.fork,
        passing.name,
        passing.switch,
    }
)
"""What only the process that runs the drill can do."""


class Talk:
    """A drill that somebody talks to."""

    def __init__(self, seat: Seat, between: Callable[[], object]) -> None:
        self.seat = seat
        self._between = between
        self.over: Callable[[], None] = lambda: None
        """Tells what came of it, once the scenario is over."""
        self.refused = 0
        """How many lines were refused."""

    def hold(self) -> None:
        """Talks until somebody quits or there is nothing more to read; one can go back even when it is over."""
        self.seat.say(self.seat.telling.where())
        self.seat.say(_("Write help for what can be written."))
        self.seat.news()
        told_over = False
        while True:
            if self.seat.drill.ended and not told_over:
                self.over()
            told_over = self.seat.drill.ended
            line = self.seat.read("> ")
            self._between()
            if line is None:
                return
            try:
                if self._heed(line):
                    return
                self.seat.news()
            except DrillsimError as error:
                self.refused += 1
                from drillsim.library.render import render_error

                self.seat.say(_("Refused: {reason}").format(reason=render_error(error, language_in_use())))

    def _heed(self, line: str) -> bool:
        """Does what a line says; whether the talk is over."""
        words = line.replace("\u3000", " ").strip()
        if not words or words.startswith("#"):
            return False
        verb, _space, rest = words.partition(" ")
        act = ACTS.get(verb.lower())
        if self.seat.follower is not None and act in OF_OWNER:
            raise CommandRefused(_("only the process that runs the drill does this"), _("see what is new with: status"))
        if act is None:
            from drillsim.library.nearest import nearest_word

            near = nearest_word(verb, list(ACTS))
            hint = _("did you mean '{name}'?").format(name=near) if near else _("write help for what can be written")
            raise CommandRefused(_("'{word}' is not known here").format(word=verb), hint)
        if act is QUIT:
            return True
        act(self.seat, rest.strip())
        return False
