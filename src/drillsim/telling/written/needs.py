"""Owns how needs read in a sentence: ``{any: [core, backup-centre]}`` as "any of core, backup-centre"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from drillsim.model.needs import AllNeed, AnyNeed, AtLeastNeed, ChainNeed, OneNeed, ShareNeed
from drillsim.telling.cells import closed_up
from drillsim.telling.language import _

if TYPE_CHECKING:
    from drillsim.model.needs import Need
    from drillsim.telling.names import Names


def needs_words(needs: Iterable[Need], names: Names) -> str:
    """Everything that is needed."""
    return closed_up(_(", ").join(_need(need, names) for need in needs))


def _need(need: Need, names: Names) -> str:
    match need:
        case OneNeed():
            return names.in_sentence(need.need)
        case AnyNeed():
            return _("any of {names}").format(names=needs_words(need.any, names))
        case AllNeed():
            return _("all of {names}").format(names=needs_words(need.all, names))
        case AtLeastNeed():
            return _("at least {count} of {names}").format(count=need.at_least, names=needs_words(need.of, names))
        case ShareNeed():
            return _("shares of {names}").format(names=needs_words(need.share, names))
        case ChainNeed():
            return _("the chain of {names}").format(names=needs_words(need.chain, names))
        case _:
            return names.in_sentence(need)
