"""Who knows and who decides: messages, decisions, obligations, tolerances, causes."""
