"""The workspace as Slack tells of it: channels, people, what is still to be asked, and what came too early."""
