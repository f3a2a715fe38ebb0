"""What the next person understood: asked for, written down, and asked of the sender."""
