"""What happens to real bots: killed, refused, cut off, raced, told twice. Each with a real `sunrelay run` process.

What is counted is what the stand-in Slack has on record, and what plain SQL finds in the database: see `books.py`.
"""
