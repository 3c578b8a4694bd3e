// SPDX-License-Identifier: MIT

// Keeps the page itself, so that the installed app opens and says so when the server is not running. It holds nothing of
// any library: whatever lies under /api goes past it, photos and answers alike, so that nothing can be seen here without
// the session that the server asks for.

const cacheName = "shoebox-page";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// What the page had loaded before this worker was there.
self.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(event.data.keep)));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isPage = request.mode === "navigate" && pathname === "/";
  const isPart = /^\/(assets\/|icon\.svg$|manifest\.webmanifest$)/.test(pathname);
  if (request.method !== "GET" || origin !== self.location.origin || !(isPage || isPart)) return;
  event.respondWith(fromServer(request, isPage ? "/" : pathname));
});

/**
 * The server's own answer, and what it last answered where it does not: pages never run on parts of an older one.
 *
 * @param {Request} request
 * @param {string} key
 */
async function fromServer(request, key) {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    if (response.ok && response.type === "basic" && !response.redirected) await cache.put(key, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(key);
    if (kept) return kept;
    throw error;
  }
}
