/** Registers the service worker, where the browser knows one; without it everything works but the page for no network. */
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/service-worker.js").catch(() => {});
}
