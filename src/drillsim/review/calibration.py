"""Which numbers were fitted to which published rows, and so which rows came out without anybody's help.

1. A number is named by one entry of `basis`; one entry may stand for several numbers by a pattern.
2. An entry that names its rows counts for a case if one of them is a row of it. One that says in words what it was
   fitted to counts where the scenario itself has it; in a shared topology it is told apart, for it may be about
   another scenario.
3. A row is free if it came out and is named by no entry; a moment that held from the start did not come out. A figure
   of 0 is told apart: that nothing was lost may only say that nothing threatened it.
4. While some entries say it in words only, how many rows are free is an upper bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drillsim.model.topology import Calibrated, Fitted
from drillsim.review.fidelity import FigureResult, Origin

if TYPE_CHECKING:
    from drillsim.library import Case
    from drillsim.review.fidelity import Fidelity, RowResult


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted in a case."""

    fitted: tuple[tuple[str, tuple[str, ...]], ...]
    """Each parameter with the names of the rows of this case that it was fitted to."""
    in_words: tuple[str, ...]
    """Parameters of the scenario that say only in words what they were fitted to."""
    shared_in_words: tuple[str, ...]
    """Parameters of the topology that do so."""

    @property
    def targets(self) -> frozenset[str]:
        """The names of all rows that something was fitted to."""
        return frozenset(name for _path, names in self.fitted for name in names)

    @property
    def is_whole(self) -> bool:
        """Whether every parameter names its rows."""
        return not self.in_words and not self.shared_in_words


def calibration(case: Case) -> Calibration:
    """What the basis of a case says about fitted numbers."""
    fitted: dict[str, tuple[str, ...]] = {}
    in_words: dict[bool, list[str]] = {False: [], True: []}
    for is_shared, basis in ((True, case.topology.basis), (False, case.scenario.basis)):
        for path, source in basis.items():
            if source == "calibrated" or (isinstance(source, Calibrated) and not isinstance(source.calibrated, Fitted)):
                in_words[is_shared].append(path)
            elif isinstance(source, Calibrated) and isinstance(source.calibrated, Fitted):
                names = _of_this_case(source.calibrated.to, case.scenario.id)
                if names:
                    fitted[path] = names
    return Calibration(tuple(fitted.items()), tuple(in_words[False]), tuple(in_words[True]))


def _of_this_case(names: tuple[str, ...], scenario: str) -> tuple[str, ...]:
    """The names of rows of a scenario, without its own id before them."""
    split = (name.rpartition(".") for name in names)
    return tuple(row for of, _dot, row in split if of in ("", scenario))


def is_fitted_to(result: RowResult | FigureResult, fitted: Calibration) -> bool:
    """Whether a parameter was fitted to a row."""
    return result.row.name in fitted.targets


def is_evidence(result: RowResult | FigureResult) -> bool:
    """Whether a row was left to the model: a figure, or a moment that was neither put in nor true from the start."""
    return isinstance(result, FigureResult) or result.origin not in (Origin.PUT_IN, Origin.FROM_START)


def free_results(told: Fidelity, fitted: Calibration) -> tuple[RowResult | FigureResult, ...]:
    """The rows and figures that came out, and that nothing was fitted to; figures of 0 are not among them."""
    return tuple(
        result
        for result in told.results
        if not is_fitted_to(result, fitted) and is_evidence(result) and not _is_nothing(result)
    )


def zero_figures(told: Fidelity, fitted: Calibration) -> tuple[FigureResult, ...]:
    """The figures of 0 that came out as 0, and that nothing was fitted to."""
    return tuple(
        result for result in told.figures if result.met and not is_fitted_to(result, fitted) and _is_nothing(result)
    )


def _is_nothing(result: RowResult | FigureResult) -> bool:
    return isinstance(result, FigureResult) and result.published == result.value == 0
