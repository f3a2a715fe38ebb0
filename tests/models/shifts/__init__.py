"""Hours, turns, shifts, the sun path and days, in stories and against second computations."""
