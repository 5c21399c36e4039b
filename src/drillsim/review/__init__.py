"""What is learned from a run: so far, why a line was hit."""

from drillsim.review.why import Step, explain, start_of

__all__ = ["Step", "explain", "start_of"]
