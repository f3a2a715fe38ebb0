"""What the bot owes to Slack: messages, their deliveries, and what keeps them from being sent."""
