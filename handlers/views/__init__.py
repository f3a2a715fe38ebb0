"""Forms that people send in."""
