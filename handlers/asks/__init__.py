"""What people ask for, in whichever way they say it: words understood and carried out, the form opened and read."""
