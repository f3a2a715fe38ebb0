"""What a person sees of a message or form: plain text, dates in their own zone."""
