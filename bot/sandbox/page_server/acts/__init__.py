"""What is done on the page is done by a person at their client."""
