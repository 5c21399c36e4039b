"""Owns the tree of a topology on a terminal.

1. Every node is opened once; where it comes again it points up to where it stands.
2. A line that is too long for the terminal goes on below itself; the strokes go on beside it.
3. A node that hangs on itself closes a circle; the circle is marked there and named once more below the tree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drillsim.cli.drawing.graph import Gate, Graph, Link, Node
from drillsim.telling.cells import cell_width, one_line, wrap
from drillsim.telling.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Strokes:
    """The signs a tree is drawn with."""

    branch: str
    last: str
    down: str
    circle: str
    above: str


DRAWN = Strokes("├─ ", "└─ ", "│  ", "↻", "↑")
PLAIN = Strokes("|- ", "`- ", "|  ", "@", "^")
BLANK = "   "
GOES_ON = "  "
"""What stands before the rest of a line that was too long."""
WIDTH = 80
TEXT_MIN = 20
"""Cells that the words keep, however deep they stand."""
SECTIONS = ("line", "job", "backlog", "component", "crew", "task", "unknown")


@dataclass
class _Drawing:
    """What has been drawn so far."""

    graph: Graph
    lang: str
    strokes: Strokes
    width: int
    lines: list[str] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)
    circles: list[tuple[str, ...]] = field(default_factory=list)

    def draw(self, words: str, before: str = "", below: str = "") -> None:
        """Adds a line, or as many as it takes; ``below`` stands before what does not fit on the first."""
        room = max(self.width - max(cell_width(before), cell_width(below)), TEXT_MIN)
        first, *more = wrap(words, room)
        self.lines += [before + first, *(below + line for line in more)]


def render_tree(graph: Graph, lang: str, *, roots: Sequence[str] = (), plain: bool = False, width: int = WIDTH) -> str:
    """The graph as an indented tree, from its lines or from some roots down; ``plain`` uses only signs of ASCII."""
    drawing = _Drawing(graph, lang, PLAIN if plain else DRAWN, width)
    first = [(graph.nodes[root].section, [root]) for root in roots]
    for section, begin in first or _roots(graph):
        started = False
        for root in begin:
            if root in drawing.opened:
                continue
            if not started:
                drawing.lines += ["", _section_word(section)] if drawing.lines else [_section_word(section)]
                started = True
            below = drawing.strokes.down if graph.links.get(root) else ""
            drawing.draw(_node_words(graph.nodes[root], lang), below=f"{below}{GOES_ON}")
            _draw_below(drawing, root, "", (root,))
    if drawing.circles:
        drawing.lines += ["", _("circles")]
        for circle in drawing.circles:
            drawing.draw(" → ".join(circle) if not plain else " -> ".join(circle), below=GOES_ON)
    return "\n".join(drawing.lines)


def _roots(graph: Graph) -> list[tuple[str, list[str]]]:
    """Where trees begin: all lines, then what nobody needs, then what only circles reach."""
    needed = {edge.supplier for edge in graph.edges()}
    lines = [name for name, node in graph.nodes.items() if node.section == "line"]
    begin = [("line", lines)]
    for names in ([name for name in graph.nodes if name not in needed], list(graph.nodes)):
        begin += [
            (section, [name for name in names if graph.nodes[name].section == section]) for section in SECTIONS[1:]
        ]
    return begin


def _draw_below(drawing: _Drawing, name: str, indent: str, path: tuple[str, ...]) -> None:
    drawing.opened.add(name)
    _draw_parts(drawing, drawing.graph.links.get(name, ()), indent, path)


def _draw_parts(drawing: _Drawing, parts: Sequence[Link | Gate], indent: str, path: tuple[str, ...]) -> None:
    strokes = drawing.strokes
    for place, part in enumerate(parts, start=1):
        stroke, below = (strokes.last, BLANK) if place == len(parts) else (strokes.branch, strokes.down)
        if isinstance(part, Gate):
            drawing.draw(_gate_words(part), indent + stroke)
            _draw_parts(drawing, part.parts, indent + below, path)
            continue
        has_links = bool(drawing.graph.links.get(part.to))
        is_known = part.to in path or (part.to in drawing.opened and has_links)
        node = drawing.graph.nodes[part.to]
        words = _link_words(part) + _node_words(node, drawing.lang, with_kind=not is_known)
        if part.to in path:
            drawing.circles.append((*path[path.index(part.to) :], part.to))
            drawing.draw(f"{words}  {strokes.circle} {_('circle')}", indent + stroke, indent + below + GOES_ON)
        elif is_known:
            drawing.draw(f"{words}  {strokes.above} {_('see above')}", indent + stroke, indent + below + GOES_ON)
        else:
            down = strokes.down if has_links else ""
            drawing.draw(words, indent + stroke, f"{indent}{below}{down}{GOES_ON}")
            _draw_below(drawing, part.to, indent + below, (*path, part.to))


def _node_words(node: Node, lang: str, *, with_kind: bool = True) -> str:
    """A node by id and title; its kind only where it is opened."""
    words = [node.id]
    title = one_line(node.title.in_language(lang))
    if title:
        words.append(title)
    if node.kind and with_kind:
        words.append(f"[{one_line(node.kind)}]")
    if node.section == "unknown":
        words.append(_("(described nowhere)"))
    return "  ".join(words)


def _section_word(section: str) -> str:
    words = {
        "line": _("lines"),
        "job": _("jobs"),
        "backlog": _("backlogs"),
        "component": _("components"),
        "crew": _("crews"),
        "task": _("tasks"),
        "unknown": _("described nowhere"),
    }
    return words[section]


def _gate_words(gate: Gate) -> str:
    words = {
        "any": _("any of"),
        "all": _("all of"),
        "at_least": _("at least {count} of"),
        "share": _("shared by"),
        "chain": _("chain of"),
        "first_of": _("first of"),
    }
    return words[gate.kind].format(count=gate.at_least)


def _link_words(link: Link) -> str:
    """What a reader must know before the name: the part it plays, and the label."""
    parts = {
        "site": _("stands in"),
        "backlog": _("waits in"),
        "served_by": _("served by"),
        "after": _("after"),
        "failover": _("to switch"),
        "forced": _("to switch by hand"),
        "wrong_from": _("wrong records in"),
    }
    label = ", ".join(_label_words(part) for part in link.label.split(", ")) if link.label else ""
    words = [word for word in (parts.get(link.kind), f"({label})" if label else None) if word]
    return "".join(f"{word} " for word in words)


def _label_words(label: str) -> str:
    """What a label says; numbers and names stand as they are written."""
    for key, words in (("hold ", _("hold {time}")), ("resume ", _("resume {time}"))):
        if label.startswith(key):
            return words.format(time=label.removeprefix(key))
    return label
