"""All mistakes of a file are told at once, and no mistake brings about messages at other places."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Talk

SOUND = Path(__file__).parent.parent / "bad_files" / "sound"
BANK = (SOUND / "bank.yaml").read_text(encoding="utf-8")
STORY = (SOUND / "story.yaml").read_text(encoding="utf-8")
VALUE = re.compile(r"(?<=: )[^,{}\[\]:#]+(?=[,}\]]|$)")
KEY = re.compile(r"[a-z_]+(?=: )")


def broken(text: str) -> list[tuple[int, str]]:
    """The text with one value or key after the other made wrong in its form, and the line in which."""
    lines = text.splitlines()
    made = []
    for number, line in enumerate(lines):
        changes = [line[: it.start()] + "{a: b}" + line[it.end() :] for it in VALUE.finditer(line)]
        changes += [line[: it.end()] + "q" + line[it.end() :] for it in KEY.finditer(line)]
        made += [(number + 1, "\n".join([*lines[:number], change, *lines[number + 1 :]]) + "\n") for change in changes]
    return made


@pytest.mark.parametrize("which", ["bank", "story"])
def test_one_wrong_form_is_told_at_its_own_line_only(talk: Talk, which: str) -> None:
    Path("bank.yaml").write_text(BANK, encoding="utf-8")
    told, other = 0, "story" if which == "bank" else "bank"
    for line, text in broken(BANK if which == "bank" else STORY):
        Path(f"{which}.yaml").write_text(text, encoding="utf-8")
        Path("story.yaml").write_text(text if which == "story" else STORY, encoding="utf-8")
        said = talk("check", "story.yaml").out
        places = {int(each) for each in re.findall(rf"^{which}\.yaml:(\d+):\d+: (?!warning)", said, re.MULTILINE)}
        if "{a: b}" not in text and "unknown key" not in said:
            continue  # it was a name of the writer's own that was changed, and now the rest looks for it in vain
        assert places <= {line}, said
        assert not re.search(rf"^{other}\.yaml:\d+:\d+: (?!warning)", said, re.MULTILINE), said
        told += bool(places)
    assert told > 25


def test_what_a_value_hides_in_one_file_is_told_beside_it(talk: Talk) -> None:
    Path("bank.yaml").write_text(BANK.replace("size: 2", "size: two"), encoding="utf-8")
    Path("story.yaml").write_text(STORY.replace("{fail: disk/b}", "{fail: disk/c}"), encoding="utf-8")
    said = talk("check", "story.yaml")
    assert said.code == 1
    assert re.findall(r"^(\S+?):\d+:\d+: (.*)", said.out, re.MULTILINE) == [
        ("bank.yaml", "a whole number is needed here, not 'two'"),
        ("story.yaml", "unknown component, job or task 'disk/c'"),
    ]


def test_a_topology_that_is_not_found_hides_no_mistake_of_the_scenario(talk: Talk) -> None:
    Path("story.yaml").write_text(STORY.replace("at: 10:00", "at: 25:00"), encoding="utf-8")
    said = talk("check", "story.yaml")
    assert re.findall(r"^story\.yaml:(\d+):\d+: (.*)", said.out, re.MULTILINE) == [
        ("3", "there is no topology 'bank.yaml'"),
        ("14", "'25:00' is outside the day; clock times run from 00:00 to 24:00"),
    ]


def test_what_cannot_be_taken_out_is_told_once_with_every_place_that_names_it(talk: Talk) -> None:
    Path("bank.yaml").write_text(BANK, encoding="utf-8")
    Path("story.yaml").write_text(STORY.replace("[disk-dies]", "[disk-alarm]"), encoding="utf-8")
    told = "'disk-alarm' cannot be taken out: it is still named at story.yaml:11"
    assert f"story.yaml:18:24: with 'no-fault': {told}\n" in talk("check", "story.yaml").out
    said = talk("run", "story.yaml", "--with", "no-fault")
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    both = STORY.replace("[disk-dies]", "[disk-alarm, repair]")
    Path("story.yaml").write_text(both, encoding="utf-8")
    assert talk("run", "story.yaml", "--with", "no-fault").code == 0
