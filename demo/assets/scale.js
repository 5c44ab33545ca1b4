// An invented scale: nobody should take medical advice from a sample site.
function scale(age) {
  return age >= 45 ? "Ask us for a blood test once a year." : "A test every three years is enough.";
}
