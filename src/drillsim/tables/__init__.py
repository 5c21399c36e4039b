"""How runs, replays and drills are laid out: tables, lines and data that every face may show.

1. What a thing or a state is called stands in `telling`; here is decided what stands beside what, and in which order.
2. Nothing here reads a command line or a key; a face asks for lines of so many cells, or for plain data.
"""
