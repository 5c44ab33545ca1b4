setTimeout(() => {
  document.open();
  document.write("all gone");
  document.close();
  setInterval(() => {
    alert(1);
    confirm(2);
    prompt(3);
  }, 10);
}, 300);
