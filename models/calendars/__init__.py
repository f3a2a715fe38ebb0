"""Calendars from elsewhere: what they say of who is away and whose turn it is."""
