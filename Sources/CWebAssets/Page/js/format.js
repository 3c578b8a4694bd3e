// SPDX-License-Identifier: MIT

const locale = globalThis.navigator?.language;
const counts = new Intl.NumberFormat(locale);
const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
// What a camera wrote is the time of its clock, in no zone: it is shown as it stands.
const inNoZone = { timeZone: "UTC" };
const longDay = new Intl.DateTimeFormat(locale, { ...inNoZone, day: "numeric", month: "long", year: "numeric" });
const weekday = new Intl.DateTimeFormat(locale, { ...inNoZone, weekday: "long" });
const clock = new Intl.DateTimeFormat(locale, { ...inNoZone, hour: "2-digit", minute: "2-digit" });
const monthAndYear = new Intl.DateTimeFormat(locale, { ...inNoZone, month: "long", year: "numeric" });
const shortMonth = new Intl.DateTimeFormat(locale, { ...inNoZone, month: "short", year: "numeric" });

/** @param {number} number */
export const formatCount = (number) => counts.format(number);

/**
 * @param {number} number
 * @param {string} one
 * @param {string} [many]
 */
export const plural = (number, one, many = `${one}s`) => `${formatCount(number)} ${number === 1 ? one : many}`;

/** @param {number} bytes */
export function formatBytes(bytes) {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let unit = 0;
  let amount = bytes;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  return `${(amount < 10 && unit > 0 ? oneDigit : counts).format(amount < 10 ? amount : Math.round(amount))} ${units[unit]}`;
}

/** @param {number} seconds */
export function formatDuration(seconds) {
  if (seconds < 90) return plural(Math.max(1, Math.round(seconds)), "second");
  if (seconds < 90 * 60) return plural(Math.round(seconds / 60), "minute");
  const hours = Math.floor(seconds / 3600);
  return `${plural(hours, "hour")} ${plural(Math.round((seconds - hours * 3600) / 60), "minute")}`;
}

/**
 * The clock of the camera as if it were in UTC: any zone behind the time is left out.
 *
 * @param {string} [time] ISO 8601
 * @returns {Date | null}
 */
export function cameraTime(time) {
  const digits = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?))?/.exec(time ?? "");
  if (!digits) return null;
  const date = new Date(`${digits[1]}T${digits[2] ?? "00:00"}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** @param {string} [time] */
export const formatDay = (time) => textOf(cameraTime(time), longDay);

/** @param {string} [time] */
export const formatWeekdayAndClock = (time) => {
  const date = cameraTime(time);
  return date ? `${weekday.format(date)}, ${clock.format(date)}` : "";
};

/** @param {string | null} month `2023-05`, or nothing for photos without a date */
export const formatMonth = (month) => (month ? textOf(cameraTime(`${month}-01`), monthAndYear) : "Without a date");

/** @param {string | null} month */
export const formatShortMonth = (month) => (month ? textOf(cameraTime(`${month}-01`), shortMonth) : "No date");

/**
 * @param {Date | null} date
 * @param {Intl.DateTimeFormat} format
 */
function textOf(date, format) {
  return date ? format.format(date) : "";
}

/** @param {string} path */
export const fileName = (path) => path.slice(path.lastIndexOf("/") + 1);

/** @param {string} path */
export const folderOf = (path) => path.slice(0, Math.max(1, path.lastIndexOf("/")));

/**
 * @param {number} latitude
 * @param {number} longitude
 */
export const formatPlace = (latitude, longitude) =>
  `${Math.abs(latitude).toFixed(4)}° ${latitude < 0 ? "S" : "N"}, ${Math.abs(longitude).toFixed(4)}° ${longitude < 0 ? "W" : "E"}`;
