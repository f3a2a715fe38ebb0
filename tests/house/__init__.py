"""The house rules: what manifest, docs, requirements and files have to agree on."""
