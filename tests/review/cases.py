"""Small cases that the tests of replays are about, written where they are read."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from drillsim.library import Case, load_scenario

BANK = """
    id: shop
    topology:
      id: shop-bank
      calendar: {zone: UTC}
      roles: {chief: {}, crowd: {}}
      routes: {phone: {}}
      crews: {engineers: {size: 2}}
      components:
        core: {kind: core}
        side: {kind: cards}
      lines:
        cash: {needs: [core], demand: 60/h, tolerance: {outage: 30m}}
        cards: {needs: [side], demand: 30/h, tolerance: {failed: 10}}
      tasks:
        mend: {crew: engineers, takes: 20m..30m..60m, then: [{repair: core}]}
        sweep: {crew: engineers, takes: 10m}
      signals:
        core-down: {when: core down, by: phone, to: chief, after: 5m}
    starts: 2026-04-15 08:00
    ends: 2026-04-15 12:00
    events:
      breaks: {at: 09:00, do: [{fail: core}]}
    decisions:
      repair:
        to: chief
        when: core-down known
        options: {mend: {do: [{start: mend}]}, wait: {}}
      clean:
        to: chief
        when: {all: [repair decided wait, time >= 09:30]}
        options: {sweep: {do: [{start: sweep}]}, leave: {}}
"""
"""The core of a small shop dies at nine; who is asked at five past may have it mended."""

PUBLISHED = """
    published:
      - {at: 09:10, decided: repair mend}
      - {at: 09:00, is: core down, within: 1m}
      - {at: 09:40, is: mend done, within: 5m, name: mended}
      - {at: 09:40, is: cash back, within: 5m}
      - {figure: 40, of: cash.failed, within: 0, name: lost}
"""


def write(folder: Path, *parts: str, name: str = "shop") -> Path:
    """A case of the shop with more written below it."""
    path = folder / f"{name}.yaml"
    path.write_text("".join(dedent(part) for part in (BANK, *parts)), encoding="utf-8")
    return path


def shop(folder: Path, *parts: str, changes: tuple[str, ...] = ()) -> Case:
    """The case of the shop, loaded."""
    return load_scenario(write(folder, *parts), changes=changes)
