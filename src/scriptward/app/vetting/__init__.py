"""What `vet` does: one script on prepared pages, its text read apart, an earlier run beside it."""
