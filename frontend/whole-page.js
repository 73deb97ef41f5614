/** When a part was asked for and a whole page comes (the log-in has run out), the page is opened instead of nested. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, serverResponse, requestConfig, selectOverride } = event.detail;
  const isPage = xhr.status < 400 && /^\s*<!doctype/i.test(serverResponse);
  if (isPage && !selectOverride && !requestConfig.elt.closest("[hx-select]")) {
    event.detail.shouldSwap = false;
    window.location.assign(xhr.responseURL);
  }
});
