"""The full note, page by page, and what is shown of it elsewhere."""
