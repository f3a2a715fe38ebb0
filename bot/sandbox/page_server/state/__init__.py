"""What the page shows to the person it is looked at as, as JSON. Blocks come as the app sent them."""
