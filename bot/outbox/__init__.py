"""Sending what is owed to Slack, and sorting what Slack answers."""
