/** A vendor that keeps an id wherever it can. */
const id = "8812-not-to-be-kept-by-anybody";
const year = 365 * 24 * 3600;
document.cookie = `_ga=${id}; path=/; max-age=${2 * year}`;
document.cookie = `_ga_AB12CD34EF=${id}; path=/; expires=${new Date(Date.now() + year * 1000).toUTCString()}`;
document.cookie = `gone=${id}; max-age=0`;
localStorage.setItem("ajs_anonymous_id", id);
sessionStorage.setItem("visit_step", id);
indexedDB.open("keeper");
navigator.sendBeacon("https://metrics.willow.test/b/ss/clinic/1", "seen");
