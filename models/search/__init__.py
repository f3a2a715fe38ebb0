"""Full-text search over items: their words, the index, and what somebody may find."""
