"""How a drill is told: line by line, when it is over, and as files for others."""
