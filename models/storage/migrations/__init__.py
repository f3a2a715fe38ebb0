"""The steps by which a database becomes what the mapped classes are."""
