"""What can happen in a workspace, whoever does it: each act changes the state and tells the app what Slack would."""
