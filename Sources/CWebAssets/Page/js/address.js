// SPDX-License-Identifier: MIT

/**
 * What the address of the page says: every view has one, so that it can be shared, and left with back.
 *
 * @typedef {{q: string, sort: "relevance" | "date", photo: number | null, view: "photos" | "library"}} Address
 */

/**
 * @param {string} search the part of a URL that begins with "?"
 * @returns {Address}
 */
export function parseAddress(search) {
  const parameters = new URLSearchParams(search);
  const photo = Number(parameters.get("photo"));
  return {
    q: (parameters.get("q") ?? "").slice(0, 4000),
    sort: parameters.get("sort") === "date" ? "date" : "relevance",
    photo: Number.isSafeInteger(photo) && photo > 0 ? photo : null,
    view: parameters.get("view") === "library" ? "library" : "photos",
  };
}

/**
 * @param {Partial<Address>} address
 * @returns {string} a URL relative to the origin
 */
export function formatAddress({ q = "", sort = "relevance", photo = null, view = "photos" }) {
  const parameters = new URLSearchParams();
  if (view === "library") parameters.set("view", view);
  if (q.trim()) parameters.set("q", q);
  if (q.trim() && sort === "date") parameters.set("sort", sort);
  if (photo) parameters.set("photo", String(photo));
  const text = parameters.toString();
  return text ? `/?${text}` : "/";
}

/** @returns {Address} */
export const currentAddress = () => parseAddress(location.search);
