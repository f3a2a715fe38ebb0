"""The page in the browser, from the server's side: its files, what it shows, and what is done on it."""
