"""Mirrors the rooms; journeys through a whole workspace; properties; the house rules themselves."""
