"""Tests of the sandbox as it runs, with the bot connected to it."""
