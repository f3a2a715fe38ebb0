"""What people see: pure functions from what is true to Block Kit, inside Slack's limits."""
