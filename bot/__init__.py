"""Runs it: settings, clock, wiring, the tick, sending deliveries, the command line, metrics."""
