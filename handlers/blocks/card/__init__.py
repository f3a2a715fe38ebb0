"""An item as a channel sees it: its card, the lines below it, and the parts that other messages share with it."""
