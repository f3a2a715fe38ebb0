"""A real PostgreSQL for the tests, from a wheel: nothing to install by hand, and nothing left when pytest ends."""
