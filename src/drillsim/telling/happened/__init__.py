"""What has happened: records of a trace as sentences."""
