// Keeps the page's own files for the time without a server, and takes in what the share sheet brings. Pictures and texts
// are never stored. VERSION and SHELL are written above this by the server.

let shared = [];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldVersions().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== self.location.origin) return;
  if (method === "POST" && pathname === "/share") event.respondWith(takeShared(event.request));
  else if (method === "GET" && SHELL.includes(pathname)) event.respondWith(fromServerOrKept(event.request));
});

self.addEventListener("message", (event) => {
  if (event.data !== "shared?" || shared.length === 0) return;
  event.source.postMessage({ shared });
  shared = [];
});

async function forgetOldVersions() {
  const names = await caches.keys();
  return Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name)));
}

async function fromServerOrKept(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept === undefined) throw error;
    return kept;
  }
}

async function takeShared(request) {
  shared = (await request.formData()).getAll("picture").filter((entry) => entry instanceof File);
  return Response.redirect("/", 303);
}
