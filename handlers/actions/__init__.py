"""What people press and choose: buttons, the ⋯ menu, and inputs that make the form draw itself anew."""
