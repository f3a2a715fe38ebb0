"""Tests of the database, its transactions and its migrations."""
