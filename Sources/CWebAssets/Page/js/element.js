// SPDX-License-Identifier: MIT

const svgNames = new Set(["svg", "path", "circle", "use", "g"]);

/**
 * Makes an element. `on...` attributes are listeners, `true` is an attribute without a value, and `false`, `null` and
 * `undefined` are left out, among the children too. Strings become text and are never read as markup.
 *
 * @param {string} name
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | number | null | undefined | false)} children
 * @returns {any} the element; untyped, because a name says more to its caller than to a type checker
 */
export function element(name, attributes = {}, ...children) {
  const made = svgNames.has(name)
    ? document.createElementNS("http://www.w3.org/2000/svg", name)
    : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) made.append(/** @type {any} */ (child));
  }
  return made;
}

/**
 * The element of the page with this identifier, which index.html has.
 *
 * @param {string} id
 * @returns {any}
 */
export const byId = (id) => document.getElementById(id);

/**
 * Brings children of an element into an order, without moving the one that holds the focus: it would lose it.
 *
 * @param {Element} host
 * @param {Element[]} children
 */
export function arrange(host, children) {
  /** @type {Element | null} */
  let last = null;
  for (const child of children) {
    const place = last ? last.nextElementSibling : host.firstElementChild;
    if (child !== place && !child.contains(document.activeElement)) host.insertBefore(child, place);
    last = child;
  }
}
