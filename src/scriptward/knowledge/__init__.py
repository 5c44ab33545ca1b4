"""What is known of the world: entities, libraries, page classes, fields, approvals, rules."""
