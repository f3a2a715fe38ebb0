"""Stories of the verbs: who does what to an item, and what is true and owed then."""
