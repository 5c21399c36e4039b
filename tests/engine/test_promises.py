"""What the engine promises as a whole: integers only, the same bytes everywhere, one loop on SimPy's own clock."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import drillsim.engine
from drillsim import load_scenario
from drillsim.drill import default_policy, policy_orders
from drillsim.engine import Plan, Run
from drillsim.engine.kernel.clockwork import Clockwork, StockClock
from drillsim.library import list_files
from drillsim.plan import compile_plan

ENGINE = Path(drillsim.engine.__file__).parent
CASES = sorted({entry.id for entry in list_files("scenario")})


def _plan(name: str) -> Plan:
    return compile_plan(load_scenario(name))


def _finished(plan: Plan, seed: int = 1, clock: type[Clockwork | StockClock] = Clockwork) -> Run:
    run = Run(plan, seed, clock=clock)
    run.stand(policy_orders(plan, default_policy(plan)))
    run.finish()
    return run


@pytest.mark.parametrize("path", sorted(ENGINE.rglob("*.py")), ids=lambda path: str(path.relative_to(ENGINE)))
def test_the_engine_counts_in_integers(path: Path) -> None:
    """No float, no division but `//`, and no math outside the module that draws (and there only exact integers)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), f"{path}:{node.lineno}"
        assert not (isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)), (
            f"{path}:{node.lineno}"
        )
        assert not (isinstance(node, ast.Name) and node.id == "float"), f"{path}:{node.lineno}"
        if isinstance(node, ast.Import | ast.ImportFrom) and path.name != "draws.py":
            names = [alias.name for alias in node.names] + [getattr(node, "module", "") or ""]
            assert not {"math", "random", "time", "datetime", "uuid"} & set(names), f"{path}:{node.lineno}"
        if isinstance(node, ast.ImportFrom) and node.module == "math":
            assert [alias.name for alias in node.names] == ["isqrt"]


@pytest.mark.parametrize("name", CASES)
def test_the_same_inputs_give_the_same_bytes_in_any_process(name: str) -> None:
    """The fingerprint hangs neither on the process nor on how it hashes strings."""
    program = (
        "import sys; from drillsim import load_scenario; from drillsim.plan import compile_plan;"
        "from drillsim.engine import Run; from drillsim.drill import default_policy, policy_orders;"
        "plan = compile_plan(load_scenario(sys.argv[1])); run = Run(plan);"
        "run.stand(policy_orders(plan, default_policy(plan))); run.finish(); print(run.trace.fingerprint())"
    )
    expected = _finished(_plan(name)).trace.fingerprint()
    for seed in ("0", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", program, name],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == expected


@pytest.mark.parametrize("name", CASES)
def test_simpys_own_environment_gives_the_same_trace(name: str) -> None:
    """Nothing hangs on the subclass: an unchanged `simpy.Environment` leads to the same bytes."""
    plan = _plan(name)
    ours, stock = _finished(plan), _finished(plan, clock=StockClock)
    assert list(ours.trace.lines()) == list(stock.trace.lines())


@pytest.mark.parametrize("name", CASES)
def test_counters_do_not_need_a_trace(name: str) -> None:
    """One loop serves both: a run that records nothing ends with the same accounts."""
    plan = _plan(name)
    quiet = Run(plan, record=False)
    quiet.stand(policy_orders(plan, default_policy(plan)))
    quiet.finish()
    assert quiet.outcome() == _finished(plan).outcome()
    assert len(quiet.trace) == 0


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 40_000_000), max_size=12), st.sampled_from(CASES))
def test_one_step_or_many(stops: list[int], name: str) -> None:
    """Advancing in pieces, and reading in between, changes nothing."""
    plan = _plan(name)
    run = Run(plan, 1)
    run.stand(policy_orders(plan, default_policy(plan)))
    for stop in sorted(stops):
        run.advance(stop)
        run.outcome()
    run.finish()
    assert run.trace.fingerprint() == _finished(plan).trace.fingerprint()


@pytest.mark.parametrize("name", CASES)
def test_demand_is_conserved_to_the_last_unit(name: str) -> None:
    """demand = served + failed + turned away + wrong + waiting, exactly, at every moment."""
    plan = _plan(name)
    run = Run(plan, 3, record=False)
    run.stand(policy_orders(plan, default_policy(plan)))
    for part in range(1, 60):
        run.advance(plan.horizon * part // 59)
        for line in range(len(plan.lines)):
            demand, *rest = (run.lines.read(line, account)[0] for account in range(6))
            assert demand == sum(rest)
