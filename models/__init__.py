"""What Sunrelay knows: the rules of handing work round the world, and where they are kept."""
