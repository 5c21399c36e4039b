"""``drillsim show``: a scenario or topology told in words."""

import click

from drillsim.cli.page import Command
from drillsim.cli.reading import complete_name
from drillsim.tables.layout import screen_width
from drillsim.telling.language import _


def command() -> click.Command:
    """The command in the language in use."""
    return Command(
        "show",
        callback=show,
        help=_(
            "NAME is an id or a file. A scenario is told as a story: what it is about, what lies hidden, what happens,"
            " who can decide what, what was published, which what-ifs are prepared, and questions to discuss. Where a"
            " scenario and a topology share a name, the scenario is told."
        ),
        examples=("drillsim show tutorial", "drillsim show megabank --topology"),
        params=[
            click.Argument(["name"], shell_complete=complete_name),
            click.Option(["--topology"], is_flag=True, help=_("Tell the topology of that name, or the scenario's.")),
        ],
    )


def show(name: str, *, topology: bool) -> None:
    """Prints the story of a scenario, or an institution at a glance."""
    from drillsim.cli.reading import named
    from drillsim.cli.story import render_scenario, render_topology
    from drillsim.library import load_scenario, load_topology

    width = screen_width()
    kinds = {each.kind for each in named(name)}
    if "topology" in kinds and (topology or "scenario" not in kinds):
        lines = render_topology(load_topology(name).topology, width)
    else:
        case = load_scenario(name)
        lines = (
            render_topology(case.topology, width) if topology else render_scenario(case.scenario, case.topology, width)
        )
    click.echo("\n".join(lines))
