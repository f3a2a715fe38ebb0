"""Tests of how Sunrelay reacts."""
