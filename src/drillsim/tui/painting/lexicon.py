"""Owns the words that a screen needs for one drill, in the language in use: made anew when the language changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drillsim.drill.sight.hanging import layers_of, path_of
from drillsim.model.conditions import parse_condition
from drillsim.telling import figures
from drillsim.telling.cells import one_line
from drillsim.telling.happened.words import Words
from drillsim.telling.language import language_in_use
from drillsim.telling.measures import form_name, form_titles
from drillsim.telling.names import Names
from drillsim.telling.written.conditions import condition_words

if TYPE_CHECKING:
    from drillsim.engine import Plan, Record
    from drillsim.library import Case
    from drillsim.model.text import Text
    from drillsim.tui.painting.signs import Signs


class Lexicon:
    """What things of a case are called, and the signs they are drawn with."""

    def __init__(self, case: Case, plan: Plan, signs: Signs) -> None:
        self.case = case
        self.plan = plan
        self.signs = signs
        self._names = Names(case.topology, case.scenario)
        self._words = Words(case, plan)
        self._forms = form_titles(case)
        self._sentences: dict[int, tuple[Record, str]] = {}

    def name(self, subject: str) -> str:
        """A thing by its title."""
        return self._names.short_name(subject)

    def title(self, subject: str) -> str:
        """The title of a thing; nothing where it has none."""
        return self._names.title(subject)

    def form(self, line: str, form: str) -> str:
        """What a form of a line's tolerance is called."""
        return self._forms.get((line, form)) or form_name(form)

    def full_name(self, subject: str) -> str:
        """A thing by its title, its id behind it."""
        return self._names.full_name(subject)

    def sender(self, subject: str) -> str:
        """Whoever a message comes from."""
        return self._names.title(subject) or self._names.sender(subject)

    @property
    def layers(self) -> tuple[tuple[str, ...], ...]:
        """The systems by layer, those nearest to customers first."""
        return layers_of(self.plan)

    def path(self, line: str) -> tuple[str, ...]:
        """What a line hangs on, the nearest first; nothing for no line."""
        return path_of(self.plan, line).systems

    def text(self, text: Text | None) -> str:
        """A text of a file, on one line."""
        return one_line(text.in_language(language_in_use())) if text is not None else ""

    def condition(self, written: str) -> str:
        """What a written condition says."""
        return condition_words(parse_condition(written), self._names)

    def sentence(self, record: Record) -> str:
        """What a record says, made once."""
        kept = self._sentences.get(record.position)
        if kept is None or kept[0] != record:
            kept = self._sentences[record.position] = (record, self._words.sentence(record))
        return kept[1]

    def clock(self, ms: int) -> str:
        """A moment to the minute, its day before it where that is another."""
        return figures.clock(self.plan, ms)

    def moment(self, ms: int) -> str:
        """A moment to the second."""
        return figures.moment(self.plan, ms)
