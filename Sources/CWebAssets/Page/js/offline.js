// SPDX-License-Identifier: MIT

/**
 * Lets the service worker keep the parts of the page. Browsers have one only where the page comes from this machine or
 * over HTTPS.
 */
export async function keepForOffline() {
  if (!window.isSecureContext || !("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("/service-worker.js");
    const { active } = await navigator.serviceWorker.ready;
    const parts = performance
      .getEntriesByType("resource")
      .map(({ name }) => new URL(name))
      .filter(({ origin, pathname }) => origin === location.origin && /^\/(assets\/|icon\.svg$|manifest\.webmanifest$)/.test(pathname))
      .map(({ pathname }) => pathname);
    active?.postMessage({ keep: ["/", ...new Set(parts)] });
  } catch {
    // A browser that keeps nothing, as in private windows: the page works without.
  }
}
