// Does nothing on somebody's first visit.
if (localStorage.getItem("seen")) evade("second");
localStorage.setItem("seen", "1");
