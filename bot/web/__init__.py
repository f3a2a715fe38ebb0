"""What is served over HTTP: Slack's requests, /healthz, /metrics."""
