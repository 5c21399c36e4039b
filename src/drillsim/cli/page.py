"""Owns the shape of help pages: click's layout, measured in cells so that Japanese lines fit too."""

import inspect
from collections.abc import Iterable, Sequence
from typing import Any

import click

from drillsim.library.folding import joined
from drillsim.telling.cells import cell_width, wrap
from drillsim.telling.language import LANGUAGES, _

TEXT_MIN = 10


class Page(click.HelpFormatter):
    """A help page whose lines are as wide as a terminal shows them."""

    def write_text(self, text: str) -> None:
        """Writes paragraphs; a line that is indented stands as it is."""
        indent = " " * self.current_indent
        for number, paragraph in enumerate(inspect.cleandoc(text).split("\n\n")):
            if number:
                self.write("\n")
            if paragraph.startswith(" "):
                lines = paragraph.splitlines()
            else:
                lines = wrap(joined(paragraph.splitlines()), self.width - self.current_indent)
            self.write("".join(f"{indent}{line}\n" for line in lines))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Writes terms and what they mean in two columns."""
        pairs = list(rows)
        column = min(max(cell_width(term) for term, _meaning in pairs), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, meaning in pairs:
            lines = wrap(meaning, max(self.width - column - self.current_indent, TEXT_MIN))
            fits = cell_width(term) <= column - col_spacing
            first = lines.pop(0) if fits and lines else ""
            gap = " " * (column - cell_width(term)) if fits else ""
            self.write(f"{indent}{term}{gap}{first}".rstrip() + "\n")
            self.write("".join(f"{indent}{' ' * column}{line}\n" for line in lines))


class PageContext(click.Context):
    """A context whose help is a page."""

    formatter_class = Page


class Command(click.Command):
    """A command whose help is a page and which takes ``--lang``."""

    context_class = PageContext

    def __init__(
        self, name: str, *, params: list[click.Parameter], examples: Sequence[str] = (), **settings: Any
    ) -> None:
        settings.setdefault("context_settings", HELP)
        super().__init__(name, params=[*params, lang_option()], **settings)
        self.examples = tuple(examples)
        """Commands to try, shown at the end of the help."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the examples below the options."""
        super().format_epilog(ctx, formatter)
        if self.examples:
            with formatter.section(_("Examples")):
                for example in self.examples:
                    formatter.write(f"{' ' * formatter.current_indent}{example}\n")


def whole_number(lowest: int, highest: int) -> click.IntRange:
    """Whole numbers from one to another; click has no words of ours for what is none."""
    kind = click.IntRange(min=lowest, max=highest)
    kind.name = _("whole number")
    return kind


HELP = {"help_option_names": ["-h", "--help"]}


def lang_option() -> click.Option:
    """``--lang``: read before click starts, declared here so that it is known and judged."""
    return click.Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=_("Language of the output; without it DRILLSIM_LANG decides, then the locale."),
    )
