// A web push vendor, ours: the page tells the vendor's part of the service worker where it is.
navigator.serviceWorker?.ready.then((registration) => {
  registration.active.postMessage({ pushpost: "page", url: location.href });
});
