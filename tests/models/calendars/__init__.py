"""Calendars from elsewhere."""
