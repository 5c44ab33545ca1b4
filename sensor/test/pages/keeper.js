/** A vendor that keeps things in every way there is a hook for. */
var keeper = {
  async all() {
    document.cookie = "visitor=8812; path=/; Max-Age=86400";
    document.cookie = " until = 1 ; Expires=Fri, 01 Jan 2100 00:00:00 GMT";
    document.cookie = "short=7";
    localStorage.setItem("plan", "gold");
    sessionStorage.setItem("step", "2");
    indexedDB.open("drafts").onsuccess = () => {};
    if (self.cookieStore) await cookieStore.set({ name: "stored", value: "9", expires: 4e12 });
  },
};
