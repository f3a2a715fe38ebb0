"""What people type: the slash command, and the same words in the bot's DM."""
