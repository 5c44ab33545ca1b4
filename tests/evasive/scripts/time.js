// Waits for twelve seconds, longer than a scanner would.
setTimeout(() => evade("time"), 12_000);
