// SPDX-License-Identifier: MIT

/**
 * @typedef {object} Photo
 * @property {number} photo
 * @property {string} version
 * @property {string} path
 * @property {{path: string}[]} [copies]
 * @property {string} [takenAt]
 * @property {string} [takenAtSource]
 * @property {number} width
 * @property {number} height
 * @property {number} [latitude]
 * @property {number} [longitude]
 * @property {string} [camera]
 * @property {string} format
 * @property {number} byteCount
 * @property {string} [color]
 * @property {number} [similarity]
 * @property {"confident" | "maybe" | "rest"} [relevance]
 * @property {Photo[]} [alike]
 *
 * @typedef {{altitude?: number, lens?: string, folder?: string, contentHash?: string, isShownByBrowsers?: boolean}} MoreOfPhoto
 * @typedef {Photo & MoreOfPhoto} PhotoDetails
 *
 * @typedef {{kind: "text" | "photo" | "upload", text?: string, photo?: number, weight: number}} Term
 * @typedef {{key: string, text: string, label: string, excludes: boolean}} Filter
 * @typedef {{text: string, terms: Term[], filters: Filter[]}} Understood
 *
 * @typedef {object} SearchAnswer
 * @property {Understood} query
 * @property {number} total
 * @property {number} confident
 * @property {number} maybe
 * @property {Photo[]} results
 * @property {string} [nextCursor]
 * @property {number} generation
 * @property {number} milliseconds
 *
 * @typedef {{total: number, generation: number, results: Photo[]}} PhotoPage
 * @typedef {{month: string | null, count: number}} Month
 * @typedef {{total: number, generation: number, months: Month[]}} Timeline
 * @typedef {{id?: number, path: string, photos: number, isAbsent: boolean}} Folder
 */

const root = "/api/v1";

/** An answer that is no success: a problem document (RFC 9457), or no answer at all (status 0). */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {string} detail a sentence for people
   * @param {Record<string, any>} [members] further members of the document
   */
  constructor(status, detail, members = {}) {
    super(detail);
    this.status = status;
    this.members = members;
  }
}

/** Hears `unauthorized` when an answer says that a token is needed. */
export const gate = new EventTarget();

/** Longer than this, in seconds, nobody waits without being told. */
const longestWait = 5;

/**
 * @param {string} path below the root of the API
 * @param {RequestInit & {json?: any}} [options]
 * @param {boolean} [isRepeated] whether the server was too busy for it before
 * @returns {Promise<any>} the document, or `null` where there is none
 * @throws {Problem}
 */
async function ask(path, { json, ...options } = {}, isRepeated = false) {
  if (json !== undefined) {
    options.body = JSON.stringify(json);
    options.headers = { "Content-Type": "application/json" };
  }
  let response;
  try {
    response = await fetch(root + path, { credentials: "same-origin", ...options });
  } catch (error) {
    if (isAborted(error)) throw error;
    throw new Problem(0, "Shoebox does not answer. Is `shoebox serve` still running?");
  }
  const isDocument = response.status !== 204 && /json/.test(response.headers.get("Content-Type") ?? "");
  const document = isDocument ? camelCased(await response.json()) : null;
  if (response.ok) return document;
  const wait = Number(response.headers.get("Retry-After") ?? NaN);
  if (response.status === 503 && !options.method && !isRepeated && wait <= longestWait) {
    await pause(wait * 1000, options.signal);
    return ask(path, options, true);
  }
  if (response.status === 401) gate.dispatchEvent(new Event("unauthorized"));
  throw new Problem(response.status, document?.detail ?? `The server answered ${response.status}.`, document ?? {});
}

/**
 * @param {number} time in milliseconds
 * @param {AbortSignal | null} [signal]
 * @returns {Promise<void>}
 */
function pause(time, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, time);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("Not wanted any more", "AbortError"));
    });
  });
}

/**
 * The API names its fields as the command's JSON does, `taken_at`; JavaScript says `takenAt`.
 *
 * @param {any} value
 * @returns {any}
 */
export function camelCased(value) {
  if (Array.isArray(value)) return value.map(camelCased);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [camelCasedName(key), camelCased(member)]));
}

/** @type {Map<string, string>} an answer has few names, each many times */
const names = new Map();

/** @param {string} name */
function camelCasedName(name) {
  let converted = names.get(name);
  if (converted === undefined) {
    converted = name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
    names.set(name, converted);
  }
  return converted;
}

/**
 * @param {Record<string, string | number | boolean | undefined>} parameters those without a value are left out
 */
function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== "");
  return given.length ? `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}` : "";
}

/** @param {unknown} error */
export const isAborted = (error) => error instanceof DOMException && error.name === "AbortError";

export const api = {
  /**
   * @param {{q: string, sort?: string, limit?: number, cursor?: string}} parameters
   * @param {AbortSignal} [signal]
   * @returns {Promise<SearchAnswer>}
   */
  search: (parameters, signal) => ask(`/search${query({ fold: true, ...parameters })}`, { signal }),

  /**
   * @param {{q?: string, offset: number, limit: number}} parameters
   * @param {AbortSignal} [signal]
   * @returns {Promise<PhotoPage>}
   */
  photos: (parameters, signal) => ask(`/photos${query(parameters)}`, { signal }),

  /**
   * @param {string} [q]
   * @param {AbortSignal} [signal]
   * @returns {Promise<Timeline>}
   */
  timeline: (q, signal) => ask(`/timeline${query({ q })}`, { signal }),

  /** @type {(photo: number, signal?: AbortSignal) => Promise<PhotoDetails>} */
  photo: (photo, signal) => ask(`/photos/${photo}`, { signal }),

  /** @type {(photo: number, limit: number, signal?: AbortSignal) => Promise<{results: Photo[]}>} */
  similar: (photo, limit, signal) => ask(`/photos/${photo}/similar${query({ limit })}`, { signal }),

  /** @type {(picture: Blob, signal?: AbortSignal) => Promise<{upload: string, width: number, height: number}>} */
  upload: (picture, signal) =>
    ask("/uploads", {
      method: "POST",
      body: picture,
      headers: { "Content-Type": picture.type || "application/octet-stream" },
      signal,
    }),

  /** @returns {Promise<any>} */
  status: () => ask("/status"),

  /** @type {(offset: number, limit: number) => Promise<{total: number, results: any[]}>} */
  failures: (offset, limit) => ask(`/failures${query({ offset, limit })}`),

  /** @returns {Promise<{folders: Folder[]}>} */
  folders: () => ask("/folders"),

  /** @param {string} path */
  addFolder: (path) => ask("/folders", { method: "POST", json: { path } }),

  /** @param {number} id */
  removeFolder: (id) => ask(`/folders/${id}`, { method: "DELETE" }),

  /** @returns {Promise<any>} */
  indexing: () => ask("/indexing"),

  /** @param {"start" | "pause" | "resume" | "cancel"} action */
  steerIndexing: (action) => ask("/indexing", { method: "POST", json: { action } }),

  /** @returns {Promise<{required: boolean, signedIn: boolean, mayManageFolders: boolean}>} */
  session: () => ask("/session"),

  /** @param {string} token */
  enter: (token) => ask("/session", { method: "POST", json: { token } }),
};

/** Addresses of what is not JSON. With its version an address never changes its content. */
export const address = {
  events: `${root}/events`,

  /**
   * @param {Photo} photo
   * @param {320 | 640} [size] the long side
   */
  thumbnail: (photo, size = 320) => `${root}/photos/${photo.photo}/thumbnail${query({ v: photo.version, size })}`,

  /** @param {Photo} photo */
  view: (photo) => `${root}/photos/${photo.photo}/view${query({ v: photo.version, size: 2048 })}`,

  /** @param {Photo} photo */
  original: (photo) => `${root}/photos/${photo.photo}/original`,

  /** @param {Photo} photo */
  download: (photo) => `${root}/photos/${photo.photo}/original?download=1`,

  /** @param {number[]} photos */
  archive: (photos) => `${root}/download?photos=${photos.join(",")}`,
};
