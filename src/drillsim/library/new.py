"""Files to start from: small, sound as they are, commented in the language of whoever asks.

Comments stand in the templates in both languages: on a line each, or one behind the other with a stroke between.

A new scenario is written for the topology it stands on: it fails what that topology's first line needs, and asks one
of its roles what to do.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from drillsim.errors import DrillsimError
from drillsim.library.document import CaseDocument, empty_document
from drillsim.library.find import find_file
from drillsim.library.folding import JAPANESE
from drillsim.library.load import LoadedTopology, load_topology
from drillsim.library.scalars import resolve
from drillsim.library.targets import ids_in
from drillsim.library.wording import coded_error
from drillsim.model.needs import OneNeed
from drillsim.model.text import parse_id

_JAPANESE = re.compile(f"[{JAPANESE}]")
_BOTH = re.compile(f"([^{JAPANESE}]+) / (.*[{JAPANESE}].*)")
"""A comment in English, then the same in Japanese."""

_TOPOLOGY = """\
# yaml-language-server: $schema=topology.schema.json
# A topology: what an institution is made of. Change it step by step; `drillsim check` names every mistake.
# トポロジー：銀行が何でできているか。少しずつ書き換え、drillsim check で確かめてください。
# Times are 90s, 15m, 2h; rates are 1200/h; shares are 30%; clock times are 09:00.
# 時間は 90s・15m・2h、頻度は 1200/h、割合は 30%、時刻は 09:00 と書きます。
format: 1
id: {id}
title: {id}     # or {{en: ..., ja: ...}} / または {{en: ..., ja: ...}}

# The time zone, and windows of time that others refer to by name. / 時間帯の基準と、名前を付けた時間枠
calendar:
  zone: Asia/Tokyo
  windows:
    office: business 09:00-17:00

# The seats in the crisis room; `answers` is how long an approval takes. / 対策本部の席。answers は承認に要する時間
roles:
  operations: {{title: {{en: IT operations, ja: システム運用}}}}
  manager: {{title: {{en: Duty manager, ja: 当番責任者}}, answers: 10m}}

# How messages travel, and how late they come. / 伝達の手段と遅れ
routes:
  console: {{title: {{en: Monitoring console, ja: 監視コンソール}}, delay: 1m}}
  phone: {{title: {{en: Telephone, ja: 電話}}, delay: 5m}}

# People who do the work. / 作業をする要員
crews:
  engineers: {{title: {{en: Engineers, ja: 技術者}}, size: 3}}

# Whatever can fail, and what it cannot do without. / 故障しうるものと、それに必要なもの
components:
  network: {{kind: network, title: {{en: Network, ja: ネットワーク}}}}
  server/a: {{kind: server, title: {{en: Server A, ja: サーバーA（現用）}}}}
  server/b: {{kind: server, title: {{en: Server B, ja: サーバーB（待機）}}}}
  server:
    # A standby pair: it notices a dead member after `detect`, and moves on within `switch`.
    # 待機系の組：detect で停止に気づき、switch で切り替える。forced は手動切替
    kind: server-pair
    title: {{en: Server, ja: サーバー}}
    first_of: [server/a, server/b]
    failover: {{detect: 30s, switch: 30s, forced: {{takes: 15m, crew: engineers}}}}
  site: {{kind: web, title: {{en: Internet-banking site, ja: インターネットバンキング}}, needs: [network, server]}}

# What customers see; `tolerance` is what may be lost before harm is intolerable. / 業務。tolerance は耐性度
lines:
  internet-banking:
    title: {{en: Internet banking, ja: インターネットバンキング}}
    needs: [site]
    demand: {{00:00: 100/h, 08:00: 3000/h, 22:00: 500/h}}     # steps over the day / 時刻ごとの件数
    customers: 40000
    tolerance: {{outage: 90m}}

# Where each number comes from: published, calibrated or assumed. / 数値の根拠：公表、推定、仮定
basis:
  "*": assumed
"""

_SCENARIO_HEAD = """\
# yaml-language-server: $schema=scenario.schema.json
# A scenario: one story on a topology. Change it step by step; `drillsim check` names every mistake.
# シナリオ：トポロジーの上の一つの物語。少しずつ書き換え、drillsim check で確かめてください。
format: 1
id: {id}
title: {id}     # or {{en: ..., ja: ...}} / または {{en: ..., ja: ...}}
topology: {topology}
starts: 2026-04-15 09:00
ends: 2026-04-15 13:00
"""

_EVENTS = """
# What happens: only the trigger. What follows from it is worked out. / 起きること：きっかけだけを書く。結果は計算される
events:
  {event}: {{at: 09:30, do: [{{fail: {component}}}]}}

# Work that takes time and people; `then` is what follows. / 時間と人手のかかる作業。終わると then が起きる
tasks:
  {task}: {{{crew}takes: 40m..1h..2h, then: [{{repair: {component}}}]}}
"""

_PEOPLE = """
# How people learn of it. / 人が知る道筋
signals:
  {signal}:
    when: {component} down
    by: {route}
    to: {role}
    says: {{en: "It does not answer", ja: "応答がない"}}

# What can be decided, once it is known. / 知ったときに問われる判断
decisions:
  {decision}:
    to: {role}
    when: {signal} known
    asks: {{en: "What do we do?", ja: "どうするか"}}
    options:
      repair: {{title: {{en: Repair it, ja: 修理する}}, do: [{{start: {task}}}]}}
      wait: {{title: {{en: Wait and see, ja: 様子を見る}}}}

# What the drill should show; `observe` is marked by a person. / 演習の目標。observe は人が判定する
objectives:
  {objective}:
    criteria:
      - {decision} decided by 10:00
      - {{observe: {{en: "Somebody named the tolerance", ja: "耐性度に誰かが言及した"}}}}

# What was chosen, as far as it is known: the policy `as-published` follows it. / 実際の判断。as-published はこれに従う
published:
  - {{at: 09:45, decided: {decision} repair}}

# Named changes for `--with`. / --with で選ぶ「もしも」
what_ifs:
  decided-earlier: {{decide: [{{at: 09:35, decided: {decision} repair}}]}}
"""

_TAIL = """
basis:
  "*": assumed
"""


@dataclass(frozen=True)
class _Cast:
    """What a topology offers a first story."""

    component: str
    crew: str
    role: str
    route: str


def new_topology(name: str, lang: str = "en") -> str:
    """The text of a topology to start from, explained in a language."""
    return _explained(_TOPOLOGY, lang).format(id=_written(_sound(name)))


def new_scenario(name: str, topology: str, lang: str = "en") -> str:
    """The text of a scenario to start from, on a topology that exists, explained in a language."""
    loaded = load_topology(topology)
    cast = _cast(loaded)
    taken = set(ids_in(CaseDocument(loaded.document, empty_document(""))))
    names = {each: _free(each, taken) for each in ("event", "task", "signal", "decision", "objective")} | {
        "component": cast.component,
        "role": cast.role,
        "route": cast.route,
    }
    text = _explained(_SCENARIO_HEAD, lang).format(
        id=_written(_sound(name)), topology=_written(_named(topology, loaded))
    )
    if cast.component:
        crew = f"crew: {cast.crew}, " if cast.crew else ""
        text += _explained(_EVENTS, lang).format(**names, crew=crew)
        if cast.role and cast.route:
            text += _explained(_PEOPLE, lang).format(**names)
    return text + _TAIL


def _explained(template: str, lang: str) -> str:
    """A template with its comments in one language."""
    lines = (_line_explained(line, lang) for line in template.split("\n"))
    return "\n".join(line for line in lines if line is not None)


def _line_explained(line: str, lang: str) -> str | None:
    """A line with its comment in one language; nothing if it is a comment in the other."""
    code, sign, comment = line.partition("# ")
    if not sign or comment.startswith("yaml-language-server"):
        return line
    both = _BOTH.fullmatch(comment)
    if both is not None:
        return f"{code}# {both[2] if lang == 'ja' else both[1]}"
    if code.strip():
        return line
    return line if (_JAPANESE.search(comment) is not None) == (lang == "ja") else None


_NAMES = {
    "event": "it-fails",
    "task": "repair-it",
    "signal": "alarm",
    "decision": "first-step",
    "objective": "decide-in-time",
}


def _free(kind: str, taken: Collection[str]) -> str:
    """A name for a new thing that the topology does not use yet."""
    name = _NAMES[kind]
    while name in taken:
        name = f"new-{name}"
    return name


def _cast(loaded: LoadedTopology) -> _Cast:
    model = loaded.topology
    needed = [
        need.need if isinstance(need, OneNeed) else need
        for line in model.lines.values()
        for need in line.needs
        if isinstance(need, (str, OneNeed))
    ]
    components = [name for name in (*needed, *model.components) if name in model.components]
    return _Cast(
        next(iter(components), ""),
        next(iter(model.crews), ""),
        next(iter(model.roles), ""),
        next(iter(model.routes), ""),
    )


def _sound(name: str) -> str:
    try:
        return parse_id(name)
    except ValueError:
        raise coded_error("bad-id", "bad-id", name=name) from None


def _named(topology: str, loaded: LoadedTopology) -> str:
    """How the new scenario names its topology: by id, wherever that means the same file."""
    try:
        same = find_file("topology", loaded.topology.id).samefile(find_file("topology", topology))
    except DrillsimError:
        same = False
    return loaded.topology.id if same else topology


def _written(name: str) -> str:
    """A name as a file holds it: quoted where it would not be text."""
    return name if isinstance(resolve(name), str) else f'"{name}"'
