"""What is true at an instant, as plain values: what cards, DMs, forms and answers are made from."""
