"""What is learned from runs: why a line was hit, and how what was published stands beside what came out."""

from drillsim.review.calibration import Calibration, calibration, free_results
from drillsim.review.fidelity import Absence, Fidelity, FigureResult, Origin, RowResult, fidelity
from drillsim.review.playing import Played, Replay, play, ready
from drillsim.review.published import Kind, PublishedRow, published_rows
from drillsim.review.spread import Spread, spreads
from drillsim.review.why import Step, explain, start_of

__all__ = [
    "Absence",
    "Calibration",
    "Fidelity",
    "FigureResult",
    "Kind",
    "Origin",
    "Played",
    "PublishedRow",
    "Replay",
    "RowResult",
    "Spread",
    "Step",
    "calibration",
    "explain",
    "fidelity",
    "free_results",
    "play",
    "published_rows",
    "ready",
    "spreads",
    "start_of",
]
