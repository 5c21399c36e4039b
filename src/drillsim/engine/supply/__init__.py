"""What can be done: levels, needs, failover, units, capacity, limits."""
