"""Slack's Web API, one module per method, with Slack's own error codes."""
