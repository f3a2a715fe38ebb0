"""How fast it is: scripts that measure the product against the least it could cost. `make bench` runs them all."""
