"""Owns the first line of a journal: everything a drill starts from, so that it replays without its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Final

FORMAT: Final = 1
"""The format of the journals that this program writes."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a drill starts from."""

    drillsim: str
    """The version that wrote it."""
    topology: str
    """The topology as it was read, overlays laid, as JSON."""
    scenario: str
    """The scenario as it was read, as JSON."""
    topology_id: str
    scenario_id: str
    seed: int
    policy: str
    """Who decides for the roles that nobody plays."""
    roles: tuple[str, ...]
    """The roles that are played; all of them if none is named."""
    lang: str
    fog: bool = True
    """Whether players see only what they were told."""
    blind: bool = False
    """Whether what was published stays hidden until the end."""
    changes: tuple[str, ...] = ()
    sets: Mapping[str, str] | None = None
    format: int = FORMAT

    def data(self) -> dict[str, Any]:
        """The header as it is written."""
        return {
            **asdict(self),
            "roles": list(self.roles),
            "changes": list(self.changes),
            "sets": dict(self.sets or {}),
            "topology_sha": _sum(self.topology),
            "scenario_sha": _sum(self.scenario),
        }


def header_of(data: Mapping[str, Any]) -> Header | None:
    """The header that was written, or nothing if it is none."""
    texts = ("drillsim", "topology", "scenario", "topology_id", "scenario_id", "policy", "lang")
    lists = ("roles", "changes")
    sound = (
        all(type(data.get(name)) is str for name in texts)
        and all(isinstance(data.get(name), list) for name in lists)
        and type(data.get("seed")) is int
        and isinstance(data.get("sets"), dict)
        and data.get("topology_sha") == _sum(data["topology"])
        and data.get("scenario_sha") == _sum(data["scenario"])
    )
    if not sound:
        return None
    return Header(
        **{name: data[name] for name in texts},
        seed=data["seed"],
        roles=tuple(map(str, data["roles"])),
        changes=tuple(map(str, data["changes"])),
        sets={str(path): str(value) for path, value in data["sets"].items()},
        fog=data.get("fog") is not False,
        blind=data.get("blind") is True,
    )


def _sum(text: str) -> str:
    return sha256(text.encode()).hexdigest()
