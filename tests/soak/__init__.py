"""A day of a large workspace in the sandbox, with Slack failing one call in twenty."""
