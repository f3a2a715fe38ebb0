"""The verbs: what can be done to an item. Each is one transaction: the change, its event, and what is owed for it."""
