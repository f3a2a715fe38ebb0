"""The forms in which something is handed off, added or given a reason, and what is said where one was not sent."""
