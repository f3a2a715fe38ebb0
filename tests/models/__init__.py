"""What the models promise: rules of time, the roster, the verbs and where things are kept."""
