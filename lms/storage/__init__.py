"""The store: typed tables, each with its queries. Nothing here decides."""
