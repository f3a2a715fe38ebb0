"""The one tick, and the threads that run beside each other."""
