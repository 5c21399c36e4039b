"""How a replay is told: beside what was published, over many seeds, and what if."""
