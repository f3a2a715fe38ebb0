"""The DM at the end of a day, and its receipt."""
