"""What is written down: conditions, effects, parameters and values of a file as sentences."""
