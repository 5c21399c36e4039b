"""What is learned from runs: why a line was hit, who owed what, how what was published compares, and what if."""

from drillsim.review.calibration import Calibration, calibration
from drillsim.review.compare import ChoiceChange, Comparison, Difference, PathChange, compare, path_changes
from drillsim.review.fidelity import Absence, Fidelity, FigureResult, Origin, RowResult, fidelity
from drillsim.review.luck import Bases, costs_of
from drillsim.review.people import Answer, Duty, Refused, read_answers, read_duties, read_refusals
from drillsim.review.playing import Played, Replay, play, prepare_replay, what_if
from drillsim.review.published import Kind, PublishedRow, published_rows, unmodelled_rows
from drillsim.review.ranking import Cost, Ranking, Toll, ranked, toll
from drillsim.review.spread import Spread, all_inside, spreads
from drillsim.review.standing import CLASSES, GIVEN, Standing, Weighed, counts, standing_of, weighed
from drillsim.review.why import Step, explain, servers_of, start_of

__all__ = [
    "CLASSES",
    "GIVEN",
    "Absence",
    "Answer",
    "Bases",
    "Calibration",
    "ChoiceChange",
    "Comparison",
    "Cost",
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
    "Standing",
    "Step",
    "Toll",
    "Weighed",
    "all_inside",
    "calibration",
    "compare",
    "costs_of",
    "counts",
    "explain",
    "fidelity",
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
    "standing_of",
    "start_of",
    "toll",
    "unmodelled_rows",
    "weighed",
    "what_if",
]
