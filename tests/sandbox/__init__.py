"""Tests of the stand-in Slack: strict where Slack is strict."""
