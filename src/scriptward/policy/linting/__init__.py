"""What a policy says of itself: one question a file."""
