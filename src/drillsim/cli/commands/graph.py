"""``drillsim graph``: what depends on what in a topology."""

import sys

import click

from drillsim.cli.page import Command
from drillsim.cli.refusal import unknown
from drillsim.tables.layout import screen_width
from drillsim.telling.language import _, language_in_use

FORMAT_NAMES = ("tree", "mermaid", "dot", "graphml", "json")
"""Written out here because reading them from the drawing would load the models."""


def command() -> click.Command:
    """The command in the language in use."""
    return Command(
        "graph",
        callback=draw_graph,
        help=_(
            "TOPOLOGY is an id or a file; a scenario stands for the topology it plays on. With one or more PART ids"
            ' only these and what they hang on are drawn, such as "drillsim graph megabank atm-cash".'
        ),
        examples=("drillsim graph megabank atm-cash", "drillsim graph megabank --format mermaid"),
        params=[
            click.Argument(["topology"]),
            click.Argument(["parts"], nargs=-1, metavar="[PART]..."),
            click.Option(
                ["--format", "style"],
                type=click.Choice(FORMAT_NAMES),
                default="tree",
                show_default=True,
                help=_("A tree to read here, or text for another program."),
            ),
        ],
    )


def draw_graph(topology: str, parts: tuple[str, ...], style: str) -> None:
    """Prints the graph of a topology, or of what stands behind some of its parts."""
    from drillsim.cli.drawing import graph_of, render_graph, render_tree
    from drillsim.cli.reading import topology_of

    graph = graph_of(topology_of(topology))
    for part in parts:
        if part not in graph.nodes:
            message = _("the topology has no part '{part}'").format(part=part)
            raise unknown("", message, part, graph.nodes, f"drillsim graph {topology}")
    if parts:
        graph = graph.behind(parts)
    if style == "tree":
        click.echo(render_tree(graph, language_in_use(), roots=parts, plain=not _can_draw(), width=screen_width()))
    else:
        click.echo(render_graph(graph, style, language_in_use()))


def _can_draw() -> bool:
    """Whether the output can show box drawing signs."""
    try:
        "├─│└↻↑→".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
