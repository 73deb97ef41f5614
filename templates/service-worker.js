{% autoescape off %}const CACHE = "shell-{{ version }}";
const SHELL = {{ files }};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const forget = (names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(forget).then(() => self.clients.claim()));
});

// Only files of the shell come from the cache, and nothing is ever added to it: pages are personal.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) {
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match("{{ offline }}")));
  } else if (SHELL.includes(pathname)) {
    event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(request)));
  }
});

// What a notification says is shown and forgotten: it is personal, so no cache and no database of the browser gets it.
self.addEventListener("push", (event) => {
  let note = {};
  try {
    note = event.data?.json() ?? {};
  } catch {
    // Something must be shown all the same, or the browser takes the permission away.
  }
  const { title = "Netzwerk", body = "", tag = "netzwerk", lang = "" } = note;
  event.waitUntil(self.registration.showNotification(title, { body, tag, lang, icon: "{{ icon }}", badge: "{{ badge }}" }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const tabs = self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = (tab) => (tab ? tab.focus() : self.clients.openWindow("{{ today }}"));
  event.waitUntil(tabs.then((all) => open(all.find((tab) => new URL(tab.url).pathname === "{{ today }}"))));
});

// The push service has given this browser another address; without a log-in the next visit of the settings asks again.
const renew = async ({ newSubscription }) => {
  const { key, token } = await (await fetch("{{ subscribe }}")).json();
  const { pushManager } = self.registration;
  const wanted = { userVisibleOnly: true, applicationServerKey: key };
  const { endpoint, keys } = (newSubscription ?? (await pushManager.subscribe(wanted))).toJSON();
  const body = new URLSearchParams({ endpoint, ...keys, is_renewal: "on", csrfmiddlewaretoken: token });
  return fetch("{{ subscribe }}", { method: "POST", body });
};
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));
{% endautoescape %}
