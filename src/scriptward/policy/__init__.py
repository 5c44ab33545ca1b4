"""What scripts may do: read, decided, learned, checked, explained, compiled."""
