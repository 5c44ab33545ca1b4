"""Shows what is known: findings, flows and inventory, behind a sign-in. Works without scripts."""
