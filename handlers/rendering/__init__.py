"""What each kind of message says when it is sent, made from what is true then."""
