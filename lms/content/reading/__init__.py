"""Files into domain objects; whatever is wrong becomes a finding, never a traceback."""
