"""The connection to Slack: Bolt wired, Socket Mode, and what Slack is asked."""
