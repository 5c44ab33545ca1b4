"""Real applications on loopback, with a tracker planted beside them."""
