"""Tests of what runs it."""
