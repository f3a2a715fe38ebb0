"""Where rows are kept: the database, its transactions and its migrations."""
