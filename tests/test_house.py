"""The hard edges of the house: what no linter knows about how this project is laid out."""

import ast
import importlib
import pickle
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import drillsim

HOUSE = Path(__file__).resolve().parent.parent
SOURCE = HOUSE / "src" / "drillsim"
MODULES = sorted(SOURCE.rglob("*.py"))
ENGINE = [path for path in MODULES if path.is_relative_to(SOURCE / "engine")]
DRAWS = SOURCE / "engine" / "kernel" / "draws.py"

LINES_MAX = 385
EMPTY_NAMES = {"utils", "helpers", "common", "manager", "base", "handler", "processor", "misc"}
INEXACT_CALLS = {"float", "round", "complex"}
NOT_FOR_THE_ENGINE = ("pydantic", "networkx", "yaml", "click", "textual")
HEAVY = ("pydantic", "networkx", "simpy", "yaml", "textual")


def label(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_a_module_opens_with_what_it_owns_and_can_be_read_in_one_sitting(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module's docstring says what it owns"
    assert text.count("\n") <= LINES_MAX
    assert path.stem not in EMPTY_NAMES, "name the module after what it owns"


def test_no_folder_is_named_after_nothing() -> None:
    folders = {path.name for path in SOURCE.rglob("*") if path.is_dir()}
    assert not folders & EMPTY_NAMES


def inexact(tree: ast.AST) -> list[str]:
    """Whatever in the tree would let a fraction into the engine, as 'line: what'."""
    found: list[str] = []
    for node in ast.walk(tree):
        match node:
            case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
                found.append(f"{node.lineno}: /")
            case ast.Constant(value=float() | complex() as value):
                found.append(f"{node.lineno}: {value}")
            case ast.Name(id=name) if name in INEXACT_CALLS:
                found.append(f"{node.lineno}: {name}")
            case ast.Import(names=names) if any(
                name.name.split(".")[0] in {"math", "cmath", "decimal"} for name in names
            ):
                found.append(f"{node.lineno}: import math")
            case ast.ImportFrom(module="math" | "cmath" | "decimal"):
                found.append(f"{node.lineno}: from math")
            case _:
                pass
    return found


@pytest.mark.parametrize("path", [path for path in ENGINE if path != DRAWS], ids=label)
def test_the_engine_counts_in_integers(path: Path) -> None:
    assert inexact(ast.parse(path.read_text(encoding="utf-8"))) == []


def test_the_scan_for_fractions_finds_them() -> None:
    text = "import math\nx = 1 / 2\nx /= 3\ny = 0.5\nz = float(1)\nfrom math import sqrt\nok = 7 // 2 % 3\n"
    found = ["1: import math", "2: /", "3: /", "4: 0.5", "5: float", "6: from math"]
    assert sorted(inexact(ast.parse(text))) == found


def packages_with_exports() -> list[str]:
    return sorted(
        ".".join(("drillsim", *path.parent.relative_to(SOURCE).parts))
        for path in MODULES
        if path.name == "__init__.py" and "__all__" in path.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("name", packages_with_exports())
def test_every_exported_name_is_there_and_none_is_exported_twice(name: str) -> None:
    package = importlib.import_module(name)
    exported: list[str] = list(package.__all__)
    assert len(exported) == len(set(exported))
    assert [each for each in exported if not hasattr(package, each)] == []


def test_importing_drillsim_loads_nothing_heavy() -> None:
    code = f"import sys, drillsim; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_plan_is_unpickled_and_run_without_what_only_reading_files_needs(tmp_path: Path) -> None:
    plan = drillsim.compile_plan(drillsim.load_scenario("tutorial"))
    path = tmp_path / "plan.pickle"
    path.write_bytes(pickle.dumps(plan))
    code = (
        "import pickle, sys, pathlib; from drillsim.engine import Run\n"
        f"plan = pickle.loads(pathlib.Path({str(path)!r}).read_bytes())\n"
        "run = Run(plan, seed=5); run.finish(); print(run.trace.fingerprint())\n"
        f"print([name for name in {NOT_FOR_THE_ENGINE} if name in sys.modules])\n"
        "print([name for name in sys.modules if name.startswith('drillsim.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    fingerprint, heavy, ours = done.stdout.splitlines()
    run = drillsim.Run(plan, seed=5)
    run.finish()
    assert fingerprint == run.trace.fingerprint()
    assert heavy == "[]"
    assert {name.split(".")[1] for name in ast.literal_eval(ours)} == {"engine", "errors"}


def test_every_public_name_is_fetched_from_where_it_lives() -> None:
    fetched = {name: getattr(drillsim, name) for name in drillsim.__all__}
    homes = {name for names in drillsim._HOMES.values() for name in names}
    assert homes | {"__version__"} == set(fetched)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = drillsim.nonsense


def test_what_the_page_on_python_uses_is_exported_and_nothing_is_by_accident() -> None:
    page = (HOUSE / "docs" / "python.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^>>> from (drillsim\S*) import", page, re.MULTILINE)) == {"drillsim"}
    engine = importlib.import_module("drillsim.engine")
    types = {name for name in engine.__all__ if name[0].isupper()}
    assert types <= set(drillsim.__all__), "whoever takes part in a run needs its types"
    public = {name for name in vars(drillsim) if not name.startswith("_")} - {"Any", "TYPE_CHECKING", "import_module"}
    submodules = {path.stem for path in SOURCE.iterdir()}
    assert public - submodules <= set(drillsim.__all__)


def test_the_version_is_written_the_same_everywhere() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert drillsim.__version__ == project["version"]


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(drillsim.__file__).parent / "py.typed").exists()


def test_the_readme_holds_the_two_commands_a_newcomer_needs() -> None:
    text = (HOUSE / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)\n```", text, flags=re.DOTALL)
    start, tests = blocks[0], blocks[1]
    assert "\n" not in start
    assert "\n" not in tests
    assert start.split("&&")[-1].split()[-1] == "tutorial"
    assert "pytest" in tests
    assert [block for block in blocks if "pytest" in block] == [tests], "CI runs the one command that names pytest"
