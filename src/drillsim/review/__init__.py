"""What is learned from runs: why a line was hit, who owed what, how what was published compares, and what if."""

from drillsim.review.calibration import Calibration, calibration, free_results, is_evidence, zero_figures
from drillsim.review.compare import ChoiceChange, Comparison, Difference, PathChange, compare, path_changes
from drillsim.review.fidelity import Absence, Fidelity, FigureResult, Origin, RowResult, fidelity
from drillsim.review.people import Answer, Duty, Refused, read_answers, read_duties, read_refusals
from drillsim.review.playing import Played, Replay, play, prepare_replay, what_if
from drillsim.review.published import Kind, PublishedRow, published_rows
from drillsim.review.ranking import Ranking, Toll, ranked, toll
from drillsim.review.spread import Spread, spreads
from drillsim.review.why import Step, explain, servers_of, start_of

__all__ = [
    "Absence",
    "Answer",
    "Calibration",
    "ChoiceChange",
    "Comparison",
    "Difference",
    "Duty",
    "Fidelity",
    "FigureResult",
    "Kind",
    "Origin",
    "PathChange",
    "Played",
    "PublishedRow",
    "Ranking",
    "Refused",
    "Replay",
    "RowResult",
    "Spread",
    "Step",
    "Toll",
    "calibration",
    "compare",
    "explain",
    "fidelity",
    "free_results",
    "is_evidence",
    "path_changes",
    "play",
    "prepare_replay",
    "published_rows",
    "ranked",
    "read_answers",
    "read_duties",
    "read_refusals",
    "servers_of",
    "spreads",
    "start_of",
    "toll",
    "what_if",
    "zero_figures",
]
