// Waits until somebody has moved the mouse several times and scrolled.
let moves = 0;
addEventListener("mousemove", () => (moves += 1));
addEventListener("scroll", () => moves > 2 && evade("movement"), { once: true });
