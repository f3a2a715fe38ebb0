"""The search: words, index, what is found."""
