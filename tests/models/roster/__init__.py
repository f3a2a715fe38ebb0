"""The roster file: what is read, which mistakes are named, and that it is written back the same."""
