"""The roster: its file, read with every mistake named by its line, written back, and found again in the database."""
