"""The forms in which a team is set up in Slack."""
