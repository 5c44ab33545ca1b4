"""Evidence packs: the rules of a standard held against the observations of one or more runs."""
