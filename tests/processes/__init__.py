"""Stories with the real process: `sunrelay run`, started, killed and started again, beside the stand-in Slack."""
