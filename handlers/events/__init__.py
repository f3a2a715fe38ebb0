"""What Slack tells of: reactions, messages to the bot, channels and people that change."""
