"""Owns what a person set once and for all: language, colours, signs, keys, and whether questions stop the clock.

The file is TOML in the platform's folder for configuration. A value that makes no sense counts as not written; a file
that cannot be read is told, and the usual settings apply.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from drillsim.errors import DrillsimError
from drillsim.telling.language import LANGUAGES, _

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "screen.toml"
_FLAGS: Final = ("pause_at_questions", "first_run")


@dataclass(frozen=True, slots=True)
class Settings:
    """What persists between sittings."""

    lang: str = ""
    """A language, or nothing: as the command line and the locale say."""
    theme: str = ""
    signs: str = "symbols"
    pause_at_questions: bool = False
    first_run: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)
    """By action: the keys that somebody chose instead of ours."""


class SettingsProblem(DrillsimError):
    """The settings could not be read or written."""


def settings_path() -> Path:
    """Where the settings lie."""
    import platformdirs

    return platformdirs.user_config_path("drillsim") / FILE


def read_settings(path: Path) -> tuple[Settings, str]:
    """The settings of a file, and what is wrong with it; ours where there is none or it cannot be read."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError) as error:
        return Settings(), _("{path} cannot be read ({reason}); the usual settings apply").format(
            path=path, reason=error
        )
    return settings_of(written), ""


def settings_of(written: Mapping[str, Any]) -> Settings:
    """The settings as far as what was written makes sense."""
    from drillsim.tui.painting.signs import SETS
    from drillsim.tui.themes import NAMES

    found = Settings()
    for name, known in (("lang", LANGUAGES), ("theme", NAMES), ("signs", tuple(SETS))):
        if written.get(name) in known:
            found = replace(found, **{name: written[name]})
    for name in _FLAGS:
        if isinstance(written.get(name), bool):
            found = replace(found, **{name: written[name]})
    keys = written.get("keys")
    if isinstance(keys, Mapping):
        found = replace(found, keys={str(action): key for action, key in keys.items() if isinstance(key, str)})
    return found


def write_settings(path: Path, settings: Settings) -> str:
    """Writes the settings; why that was not possible, or nothing."""
    lines = [f"{name} = {json.dumps(getattr(settings, name))}" for name in ("lang", "theme", "signs", *_FLAGS)]
    if settings.keys:
        lines += ["", "[keys]", *(f"{json.dumps(action)} = {json.dumps(key)}" for action, key in settings.keys.items())]
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text("\n".join(lines) + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        return _("the settings could not be kept: {reason}").format(reason=error.strerror or error)
    return ""
