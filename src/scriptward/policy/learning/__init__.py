"""From what was observed to the smallest policy that permits it."""
