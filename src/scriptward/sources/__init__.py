"""Where records come from; every source fills the same capture or makes the same observations."""
