"""What happened in a run, told on a terminal: figures, tables, and sentences made of records."""
