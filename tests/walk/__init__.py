"""The random walk: any days at all in a whole workspace, with everything that goes wrong, and what always holds."""
