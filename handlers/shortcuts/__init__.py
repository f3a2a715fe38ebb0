"""What people do with a message: shortcuts from its menu."""
