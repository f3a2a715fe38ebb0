"""The roster file: YAML text to team plans, with every mistake named by its line, and team plans back to YAML."""
