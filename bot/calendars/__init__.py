"""Fetching calendars from elsewhere."""
