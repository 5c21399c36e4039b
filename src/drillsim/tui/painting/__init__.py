"""What a seat sees becomes rows of text: functions from plain data to plain data."""
