"""What a site needs from outside to do what its policy permits: the input of every compiler."""
