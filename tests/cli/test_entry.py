"""How the program starts and ends: quickly, in the reader's language, and never with a traceback."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drillsim.cli import main
from drillsim.cli.entry import READER_GONE, sentences
from drillsim.telling.cells import cell_width
from drillsim.telling.language import choose_language

if TYPE_CHECKING:
    from tests.cli.conftest import Talk

HEAVY = ("pydantic", "networkx", "simpy", "yaml", "textual")
HELP_MS_MAX = 150
COMMANDS = list(sentences())


def python(code: str, *, check: bool = True, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=check, env={**os.environ, **environ}
    )


@pytest.mark.parametrize("words", [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    code = f"import sys; from drillsim.cli import main; main({words}); print([m for m in {HEAVY} if m in sys.modules])"
    assert python(code).stdout.splitlines()[-1] == "[]"


def test_help_answers_soon_after_a_bare_interpreter() -> None:
    def used() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (usage.ru_utime + usage.ru_stime) * 1000

    def milliseconds(*words: str) -> float:
        """Time at work, which other programs on the machine do not lengthen."""
        times = []
        for _attempt in range(7):
            began = used()
            subprocess.run([sys.executable, *words], check=True, capture_output=True)
            times.append(used() - began)
        return min(times)

    spent = milliseconds("-m", "drillsim", "--help") - milliseconds("-c", "pass")
    assert spent < HELP_MS_MAX


def test_the_overview_names_every_command_with_its_sentence(talk: Talk) -> None:
    said = talk("--help")
    assert said.code == 0
    for name, sentence in sentences().items():
        assert f"  {name}" in said.out
        assert sentence in " ".join(said.out.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself_in_both_languages(talk: Talk, name: str) -> None:
    english, japanese = talk(name, "--help"), talk("--lang", "ja", name, "--help")
    assert english.code == japanese.code == 0
    assert english.out.startswith(f"Usage: drillsim {name}")
    assert japanese.out.startswith(f"使い方: drillsim {name}")
    assert "この説明を表示して終了します" in japanese.out
    for said, heading in ((english, "Examples:"), (japanese, "例:")):
        _options, examples = said.out.split(f"\n{heading}\n")
        assert all(line.startswith(f"  drillsim {name}") for line in examples.splitlines())
        assert [line for line in said.out.splitlines() if cell_width(line) > 80] == []


def test_the_shell_is_told_the_names_that_fit(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_DRILLSIM_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "drillsim show mizuho-2021-03")
    monkeypatch.setenv("COMP_CWORD", "2")
    offered = [line.partition(",")[2] for line in talk().out.splitlines()]
    assert offered == ["mizuho-2021-03-03", "mizuho-2021-03-07", "mizuho-2021-03-12"]
    readme = Path(__file__).resolve().parents[2] / "README.md"
    for shell in ("bash", "zsh", "fish"):
        assert f"_DRILLSIM_COMPLETE={shell}_source drillsim" in readme.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nonsense"], "No such command 'nonsense'."),
        (["graph"], "Missing argument 'TOPOLOGY'"),
        (["graph", "megabank", "--format", "png"], "'png' is not one of"),
        (["list", "--nonsense"], "No such option '--nonsense'."),
        (["--lang", "fr", "list"], "'fr' is not one of 'en', 'ja'."),
        (["show", "tutoral"], "tutorial"),
        (["show", "nowhere/at-all.yaml"], "nowhere/at-all.yaml"),
        (
            ["graph", "tutorial", "cores"],
            "the topology has no part 'cores'\nhint: did you mean 'core'?",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_a_mistake_is_answered_on_the_error_stream_with_exit_code_2(talk: Talk, words: list[str], message: str) -> None:
    said = talk(*words)
    assert said.code == 2
    assert said.out == ""
    assert message in said.err
    assert "Traceback" not in said.err


def test_a_mistake_is_answered_in_japanese_too(talk: Talk) -> None:
    assert talk("--lang", "ja", "nonsense").err.splitlines()[-1] == "エラー: 'nonsense' というコマンドはありません。"
    assert talk("show", "tutoral", "--lang=ja").err.splitlines()[0] == "エラー: 'tutoral' というシナリオはありません"


@pytest.mark.parametrize(
    ("words", "environ", "lang"),
    [
        ([], {"LANG": "ja_JP.UTF-8"}, "ja"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "C"}, "en"),
        ([], {"LC_ALL": "en_US.UTF-8", "LANG": "ja_JP.UTF-8"}, "en"),
        ([], {"LC_MESSAGES": "ja_JP", "LANG": "en_US"}, "ja"),
        ([], {"DRILLSIM_LANG": "en", "LANG": "ja_JP.UTF-8"}, "en"),
        ([], {"DRILLSIM_LANG": "JA", "LANG": "en_US.UTF-8"}, "ja"),
        ([], {"DRILLSIM_LANG": "fr", "LANG": "ja_JP.UTF-8"}, "ja"),
        (["--lang", "en"], {"DRILLSIM_LANG": "ja"}, "en"),
        (["list", "--lang=ja"], {"DRILLSIM_LANG": "en"}, "ja"),
        (["--lang", "ja", "list", "--lang", "en"], {}, "en"),
        (["--lang"], {"LANG": "ja_JP"}, "ja"),
    ],
)
def test_the_language_is_chosen_by_option_then_variable_then_locale(
    words: list[str], environ: dict[str, str], lang: str
) -> None:
    assert choose_language(words, environ) == lang


def test_a_reader_that_goes_away_ends_the_program_quietly() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "drillsim", "list"], stdout=write, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (READER_GONE, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_under_the_output_is_a_message() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "drillsim", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "DRILLSIM_LANG": "en"},
        )
    assert done.returncode == 2
    assert done.stderr == "Error: cannot write the output: no space is left on the disk\n"


def test_an_interrupt_ends_the_program_without_a_traceback() -> None:
    code = (
        "import os, signal, sys, time; import drillsim.library.find as find; from drillsim.cli import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # whoever started the tests may ignore it
        f"def interrupt(*args, **named): os.kill(os.getpid(), {int(signal.SIGINT)}); time.sleep(10)\n"
        "find.list_files = interrupt\n"
        "sys.exit(main(['list']))"
    )
    done = python(code, check=False)
    assert done.returncode == 130
    assert "Traceback" not in done.stderr


def test_an_output_that_knows_few_signs_still_gets_every_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "drillsim", "--lang", "ja", "list"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
    )
    assert b"mizuho-2021-03-12  ????????????" in done.stdout


def test_a_shell_can_complete_names() -> None:
    environ = {"_DRILLSIM_COMPLETE": "bash_complete", "COMP_WORDS": "drillsim show mizu", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-m", "drillsim"], capture_output=True, text=True, check=True, env={**os.environ, **environ}
    )
    assert "plain,mizuho-2021-02-28" in done.stdout.splitlines()


def test_the_version_is_printed(talk: Talk) -> None:
    from drillsim import __version__

    assert talk("--version").out == f"drillsim {__version__}\n"


def test_main_takes_the_arguments_of_the_process(monkeypatch: pytest.MonkeyPatch, talk: Talk) -> None:
    assert talk().code == 2
    monkeypatch.setattr(sys, "argv", ["drillsim", "--version"])
    assert main() == 0
