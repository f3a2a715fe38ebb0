"""Who is on shift, away or covering: forms, messages and answers."""
