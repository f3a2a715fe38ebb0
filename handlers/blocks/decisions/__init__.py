"""Questions to decide: how they are asked and answered, and what is told of them."""
