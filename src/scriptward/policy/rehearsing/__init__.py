"""What differs when a journey is done under a policy, why, and the smallest loosening."""
