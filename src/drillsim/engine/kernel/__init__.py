"""The loop and what all mechanisms share: time, draws, conditions, records, effects."""
