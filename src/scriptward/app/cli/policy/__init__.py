"""Learn, check, explain and compile what scripts may do on a site."""
