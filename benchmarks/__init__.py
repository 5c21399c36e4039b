"""What is measured, and how: each script prints ratios between things timed in the same process."""
