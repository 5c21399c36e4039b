"""How a run is told: its account, why a line was hit, and both as data."""
