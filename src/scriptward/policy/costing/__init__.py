"""What a policy asks of people, one question a file."""
