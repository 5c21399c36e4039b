"""Owns which language the program speaks, and where its words come from.

1. ``--lang`` decides, else ``DRILLSIM_LANG``, else the locale; what is neither Japanese nor English reads English.
2. The choice is made once, before any command is built, because a command's help is translated when it is built.
3. Words go through ``_`` when they are drawn, never when a module is loaded.
"""

import gettext
import itertools
import locale
import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "ja")
DOMAIN = "drillsim"
CATALOGUES = Path(__file__).parent / "locale"
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_asked = {"explicitly": False}


def _(message: str) -> str:
    """The message in the language in use."""
    return _catalogue(language_in_use()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The message that fits a count, in the language in use."""
    return _catalogue(language_in_use()).ngettext(one, many, count)


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    """The words of a language, looked for once: a screen asks for some hundred of them every second."""
    return gettext.translation(DOMAIN, CATALOGUES, [lang], fallback=True)


def asks_for_language(args: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether the command line or the environment names a language that there is."""
    asked = [*_asked_on_command_line(args), environ.get("DRILLSIM_LANG", "").lower()]
    return any(lang in LANGUAGES for lang in asked)


def choose_language(args: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language asked for on the command line, in the environment or by the locale, in this order."""
    asked = [*_asked_on_command_line(args), environ.get("DRILLSIM_LANG", "").lower()]
    known = [lang for lang in asked if lang in LANGUAGES]
    return known[0] if known else _language_of_locale(environ)


def _asked_on_command_line(args: Sequence[str]) -> list[str]:
    """Every ``--lang`` in the arguments, the last first; click judges later whether it is a good one."""
    asked = [arg.partition("=")[2] for arg in args if arg.startswith("--lang=")]
    asked += [value for arg, value in itertools.pairwise(args) if arg == "--lang"]
    return asked[::-1]


def _language_of_locale(environ: Mapping[str, str]) -> str:
    name = next((value for variable in LOCALE_VARIABLES if (value := environ.get(variable))), None)
    if name is None:
        name = locale.getlocale()[0] or ""
    return "ja" if name.lower().startswith(("ja", "japanese")) else "en"


def language_is_asked() -> bool:
    """Whether somebody asked for the language in use, on the command line or in the environment."""
    return _asked["explicitly"]


def use_language(lang: str, *, asked: bool = False) -> None:
    """Makes this process speak a language; click's own words come from the same catalogue."""
    _asked["explicitly"] = asked
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain(DOMAIN, CATALOGUES)
    gettext.textdomain(DOMAIN)


def language_in_use() -> str:
    """The language that was chosen when the program started."""
    return "ja" if os.environ.get("LANGUAGE") == "ja" else "en"
