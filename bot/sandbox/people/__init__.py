"""People at their Slack clients: what they do and what they see."""
