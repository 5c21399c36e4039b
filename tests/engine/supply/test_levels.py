"""How levels combine and settle: each operation, circles, and the incremental way against a slow recompute."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from drillsim.engine.arrays import WHOLE, Graph, Op
from drillsim.engine.supply.bounds import CAPACITY, FAULT
from drillsim.engine.supply.levels import Levels

Numbers = tuple[int, int, int]
HALF = WHOLE // 2


def graph_of(
    ops: list[tuple[Op, tuple[int, ...], tuple[int, ...] | int]], circles: tuple[tuple[int, ...], ...] = ()
) -> Graph:
    """A graph from (op, inputs, weights) of each node, in order."""
    size = len(ops)
    dependents: list[list[int]] = [[] for _ in range(size)]
    for node, (_, inputs, _) in enumerate(ops):
        for supplier in dict.fromkeys(inputs):
            dependents[supplier].append(node)
    return Graph(
        op=tuple(int(op) for op, _, _ in ops),
        inputs=tuple(inputs for _, inputs, _ in ops),
        weights=tuple(weights for _, _, weights in ops),
        dependents=tuple(tuple(sorted(users)) for users in dependents),
        subject=(-1,) * size,
        users=((),) * size,
        closed=(),
        circles=circles,
        spare=(False,) * size,
    )


def not_held(_node: int) -> Numbers:
    raise AssertionError("nothing holds here")


def levels_of(graph: Graph) -> Levels:
    levels = Levels(graph, not_held)
    for node, op in enumerate(graph.op):
        if op == Op.PAIR:
            levels.active[node] = graph.inputs[node][0]
    return levels


def numbers(levels: Levels, node: int) -> Numbers:
    return levels.open[node], levels.done[node], levels.wrong[node]


def all_numbers(levels: Levels) -> list[Numbers]:
    return [numbers(levels, node) for node in range(len(levels.done))]


def source(count: int) -> list[tuple[Op, tuple[int, ...], tuple[int, ...] | int]]:
    return [(Op.ALL, (), ()) for _ in range(count)]


def combined(op: Op, own: list[Numbers], weights: tuple[int, ...] | int = ()) -> Numbers:
    """What one node makes of suppliers whose own parts are given."""
    levels = levels_of(graph_of([*source(len(own)), (op, tuple(range(len(own))), weights)]))
    for node, (opened, works, wrong) in enumerate(own):
        levels.bound_open(node, CAPACITY, opened)
        levels.bound_works(node, FAULT, works)
        levels.bound_wrong(node, FAULT, wrong)
    levels.settle()
    return numbers(levels, len(own))


def test_series_takes_the_least_of_each_number() -> None:
    assert combined(Op.ALL, [(WHOLE, 700_000, 1_000), (600_000, WHOLE, 9_000)]) == (600_000, 600_000, 9_000)


def test_suppliers_in_series_hit_the_same_customers() -> None:
    """Half turned away by one and half failing in the other is half in all, not a quarter."""
    assert combined(Op.ALL, [(HALF, WHOLE, 0), (WHOLE, HALF, 0)]) == (HALF, HALF, 0)


def test_a_chain_multiplies() -> None:
    assert combined(Op.CHAIN, [(WHOLE, 900_000, 10), (HALF, WHOLE, 500)]) == (HALF, 450_000, 500)


def test_any_takes_the_best_and_the_first_of_equals() -> None:
    assert combined(Op.ANY, [(WHOLE, HALF, 7), (WHOLE, HALF, 9)]) == (WHOLE, HALF, 7)
    assert combined(Op.ANY, [(WHOLE, HALF, 7), (WHOLE, HALF + 1, 9)]) == (WHOLE, HALF + 1, 9)


def test_at_least_k_takes_the_kth_best_and_the_worst_answers_of_those_in_use() -> None:
    own = [(WHOLE, 100_000, 5), (WHOLE, 900_000, 1), (WHOLE, HALF, 3)]
    assert combined(Op.KTH, own, 2) == (WHOLE, HALF, 3)
    assert combined(Op.KTH, own, 3) == (WHOLE, 100_000, 5)


def test_a_share_is_the_weighted_mean_and_its_wrong_answers_are_weighted_by_what_is_done() -> None:
    own = [(WHOLE, WHOLE, 0), (WHOLE, HALF, 300_000)]
    assert combined(Op.SHARE, own, (1, 3)) == (WHOLE, 625_000, 180_000)


def test_a_share_of_which_nothing_works_has_no_wrong_answers() -> None:
    assert combined(Op.SHARE, [(WHOLE, 0, 5), (WHOLE, 0, 7)], (1, 1)) == (WHOLE, 0, 0)


def test_parts_of_a_node_stack_and_the_least_counts() -> None:
    levels = levels_of(graph_of(source(1)))
    levels.bound_works(0, FAULT, 400_000)
    levels.bound_works(0, CAPACITY, 700_000)
    levels.settle()
    assert levels.level(0) == 400_000
    levels.bound_works(0, FAULT, WHOLE)
    assert levels.settle() == [0]
    assert levels.level(0) == 700_000


def test_what_is_cut_stays_at_nothing_whatever_else_changes() -> None:
    levels = levels_of(graph_of(source(1)))
    levels.turn(0)
    levels.bound_works(0, FAULT, HALF)
    levels.settle()
    assert levels.level(0) == 0
    levels.turn(0)
    levels.settle()
    assert levels.level(0) == HALF


def test_settling_tells_only_what_changed_suppliers_first() -> None:
    levels = levels_of(graph_of([*source(2), (Op.ALL, (0,), ()), (Op.ANY, (2, 1), ()), (Op.ALL, (3,), ())]))
    levels.bound_works(0, FAULT, 0)
    assert levels.settle() == [0, 2]  # the alternative is there: nothing above it moves
    assert levels.settle() == []


# -- circles ----------------------------------------------------------------------------------------------------------

CIRCLE = [*source(1), (Op.ALL, (0, 2), ()), (Op.ALL, (1,), ()), (Op.ALL, (2,), ())]


def test_a_circle_is_lit_at_time_zero() -> None:
    levels = levels_of(graph_of(CIRCLE, ((1, 2),)))
    levels.settle()
    assert [levels.level(node) for node in range(4)] == [WHOLE] * 4


def test_a_circle_that_went_dark_stays_dark_until_it_is_started() -> None:
    levels = levels_of(graph_of(CIRCLE, ((1, 2),)))
    levels.bound_works(0, FAULT, 0)
    assert levels.settle() == [0, 1, 2, 3]
    levels.bound_works(0, FAULT, WHOLE)
    assert levels.settle() == [0]
    levels.light(1)
    assert levels.settle() == [1, 2, 3], "what a start lights is told, the circle itself too"
    assert levels.level(3) == WHOLE


def test_a_start_in_vain_changes_nothing() -> None:
    levels = levels_of(graph_of(CIRCLE, ((1, 2),)))
    levels.bound_works(0, FAULT, 0)
    levels.settle()
    levels.light(2)
    assert levels.settle() == []
    assert levels.level(2) == 0


def test_wrong_answers_go_round_in_a_circle_until_it_is_started() -> None:
    levels = levels_of(graph_of(CIRCLE, ((1, 2),)))
    levels.bound_wrong(0, FAULT, 1_000)
    levels.settle()
    levels.bound_wrong(0, FAULT, 0)
    levels.settle()
    assert levels.wrong[3] == 1_000
    levels.light(1)
    levels.settle()
    assert levels.wrong[3] == 0


# -- against a slow recompute -----------------------------------------------------------------------------------------


def value_by_the_book(
    op: int, own: Numbers, its: list[Numbers], weights: tuple[int, ...] | int, active: int
) -> Numbers:
    """DESIGN's sentence on each operation, written down a second time."""
    own_open, own_works, own_wrong = own
    if op == Op.ALL:
        found = (
            min((i[0] for i in its), default=WHOLE),
            min((i[1] for i in its), default=WHOLE),
            max((i[2] for i in its), default=0),
        )
    elif op == Op.ANY:
        most = max(i[1] for i in its)
        found = next(i for i in its if i[1] == most)
    elif op == Op.KTH:
        assert isinstance(weights, int)
        best = sorted(its, key=lambda i: -i[1])[:weights]
        found = (best[-1][0], best[-1][1], max(i[2] for i in best))
    elif op == Op.SHARE:
        assert isinstance(weights, tuple)
        pairs = list(zip(its, weights, strict=True))
        total = sum(weights)
        done = sum(w * i[1] for i, w in pairs)
        wrong = sum(w * i[1] * i[2] for i, w in pairs) // done if done else 0
        found = (sum(w * i[0] for i, w in pairs) // total, done // total, wrong)
    elif op == Op.CHAIN:
        opened = done = WHOLE
        for i in its:
            opened, done = opened * i[0] // WHOLE, done * i[1] // WHOLE
        found = (opened, done, max(i[2] for i in its))
    else:
        found = its[active]
    return min(found[0], own_open), min(found[1], own_works, own_open), max(found[2], own_wrong)


def recomputed(graph: Graph, own: list[Numbers], present: list[Numbers], active: dict[int, int]) -> list[Numbers]:
    """Sweep over everything again and again: first only falling on circles, then as it comes."""
    on_circle = {node for circle in graph.circles for node in circle}
    now = list(present)

    def value(node: int) -> Numbers:
        its = [now[supplier] for supplier in graph.inputs[node]]
        place = graph.inputs[node].index(active[node]) if node in active else 0
        return value_by_the_book(graph.op[node], own[node], its, graph.weights[node], place)

    def sweep(wanted: Callable[[int], Numbers]) -> None:
        while True:
            before = list(now)
            for node in range(len(now)):
                now[node] = wanted(node)
            if now == before:
                return

    def lower(node: int) -> Numbers:
        new, old = value(node), now[node]
        return (min(new[0], old[0]), min(new[1], old[1]), max(new[2], old[2])) if node in on_circle else new

    sweep(lower)
    sweep(value)
    return now


SHARES = st.sampled_from([0, 1, 250_000, 333_333, HALF, 999_999, WHOLE])


@st.composite
def layered(draw: st.DrawFn) -> Graph:
    """A graph without circles."""
    nodes: list[tuple[Op, tuple[int, ...], tuple[int, ...] | int]] = source(draw(st.integers(1, 4)))
    for _ in range(draw(st.integers(1, 8))):
        op = draw(st.sampled_from([Op.ALL, Op.ANY, Op.KTH, Op.SHARE, Op.CHAIN, Op.PAIR]))
        inputs = tuple(draw(st.lists(st.integers(0, len(nodes) - 1), min_size=1, max_size=4, unique=True)))
        weights: tuple[int, ...] | int = ()
        if op == Op.KTH:
            weights = draw(st.integers(1, len(inputs)))
        elif op == Op.SHARE:
            weights = tuple(draw(st.lists(st.integers(1, 5), min_size=len(inputs), max_size=len(inputs))))
        nodes.append((op, inputs, weights))
    return graph_of(nodes)


CHANGES = st.lists(
    st.tuples(st.integers(0, 11), st.sampled_from(["works", "open", "wrong", "turn", "pair"]), SHARES),
    max_size=12,
)


@settings(max_examples=60)
@given(graph=layered(), changes=CHANGES, settle_after=st.integers(1, 3), quiet=st.booleans())
def test_settling_step_by_step_gives_what_a_full_recompute_gives(
    graph: Graph, changes: list[tuple[int, str, int]], settle_after: int, quiet: bool
) -> None:
    levels = levels_of(graph)
    size = len(graph.op)
    if quiet:
        levels.spare = tuple(
            not inputs and all(graph.op[user] == Op.ANY for user in users)
            for inputs, users in zip(graph.inputs, graph.dependents, strict=True)
        )
    own = [[WHOLE, WHOLE, 0] for _ in range(size)]
    dead: set[int] = set()
    for step, (wish, what, share) in enumerate(changes):
        node = wish % size
        if what == "works":
            levels.bound_works(node, FAULT, share)
            own[node][1] = share
        elif what == "open":
            levels.bound_open(node, CAPACITY, share)
            own[node][0] = share
        elif what == "wrong":
            levels.bound_wrong(node, FAULT, share)
            own[node][2] = share
        elif what == "turn":
            levels.turn(node)
            dead ^= {node}
        elif node in levels.active:
            levels.active[node] = graph.inputs[node][share % len(graph.inputs[node])]
            levels.touch(node)
        if step % settle_after == 0:
            levels.settle()
    levels.settle()
    parts = [(o, 0 if node in dead else w, x) for node, (o, w, x) in enumerate(own)]
    assert all_numbers(levels) == recomputed(graph, parts, [(WHOLE, WHOLE, 0)] * size, levels.active)
    assert all(done <= opened for opened, done, _ in all_numbers(levels))


@settings(max_examples=60)
@given(graph=layered(), changes=CHANGES, victim=st.integers(0, 11), share=SHARES)
def test_adding_a_fault_never_raises_a_level(
    graph: Graph, changes: list[tuple[int, str, int]], victim: int, share: int
) -> None:
    levels = levels_of(graph)
    size = len(graph.op)
    for wish, what, number in changes:
        if what == "works":
            levels.bound_works(wish % size, FAULT, number)
        elif what == "open":
            levels.bound_open(wish % size, CAPACITY, number)
    levels.settle()
    before = list(levels.done)
    levels.bound_works(victim % size, CAPACITY, share)
    levels.settle()
    assert all(after <= former for after, former in zip(levels.done, before, strict=True))


@st.composite
def circular(draw: st.DrawFn) -> Graph:
    """A few sources, a circle in which each needs the one before in some way, and what hangs on it."""
    sources = draw(st.integers(1, 3))
    length = draw(st.integers(2, 4))
    nodes: list[tuple[Op, tuple[int, ...], tuple[int, ...] | int]] = source(sources)
    members = list(range(sources, sources + length))
    for place, _ in enumerate(members):
        before = members[place - 1]
        also = tuple(draw(st.lists(st.integers(0, sources - 1), max_size=2, unique=True)))
        op = draw(st.sampled_from([Op.ALL, Op.ALL, Op.ANY, Op.KTH, Op.CHAIN]))
        inputs = (before, *also)
        nodes.append((op, inputs, draw(st.integers(1, len(inputs))) if op == Op.KTH else ()))
    nodes.append((Op.ALL, (members[draw(st.integers(0, length - 1))],), ()))
    return graph_of(nodes, (tuple(members),))


@settings(max_examples=60)
@given(graph=circular(), changes=st.lists(st.tuples(st.integers(0, 7), SHARES), max_size=8))
def test_circles_settle_like_a_full_recompute_from_the_present_values(
    graph: Graph, changes: list[tuple[int, int]]
) -> None:
    levels = levels_of(graph)
    size = len(graph.op)
    own: list[Numbers] = [(WHOLE, WHOLE, 0)] * size
    for wish, share in changes:
        present = all_numbers(levels)
        own[wish % size] = (WHOLE, share, 0)
        levels.bound_works(wish % size, FAULT, share)
        changed = levels.settle()
        assert all_numbers(levels) == recomputed(graph, own, present, {})
        assert changed == [node for node in range(size) if numbers(levels, node) != present[node]]
