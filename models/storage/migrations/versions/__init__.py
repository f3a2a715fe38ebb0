"""Each file is one step; names begin with its revision."""
