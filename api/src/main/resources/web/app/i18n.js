/**
 * Words by key, from one message file per language. A text may have places (`{name}`), and forms by
 * number (`{"one": …, "other": …}`, chosen by `n`).
 */
export const LANGUAGES = { en: 'English', de: 'Deutsch' };
const RIGHT_TO_LEFT = ['ar', 'fa', 'he', 'ur'];

let words = {};
let fallback = {};
/** The same language as this browser's people write it: dates and numbers differ by country. */
let locale = 'en';
let plurals = new Intl.PluralRules('en');
const formats = new Map();

/** @param {string} wanted a language, or `system` */
export function languageOf(wanted, offered = globalThis.navigator?.languages ?? []) {
  const asked = wanted === 'system' ? offered.map((each) => each.slice(0, 2)) : [wanted];
  return asked.find((each) => each in LANGUAGES) ?? 'en';
}

/** @param {(language: string) => Promise<object>} load */
export async function speak(wanted, load = fetched) {
  const next = languageOf(wanted);
  fallback = await load('en');
  words = next === 'en' ? fallback : await load(next);
  locale = (globalThis.navigator?.languages ?? []).find((each) => each.startsWith(next)) ?? next;
  plurals = new Intl.PluralRules(next);
  formats.clear();
  if (!globalThis.document) return;
  document.documentElement.lang = next;
  // `?dir=rtl` shows how the client looks to who reads from the right.
  const forced = new URLSearchParams(location.search).get('dir');
  document.documentElement.dir = forced ?? (RIGHT_TO_LEFT.includes(next) ? 'rtl' : 'ltr');
}

async function fetched(name) {
  const response = await fetch(new URL(`../messages/${name}.json`, import.meta.url));
  return response.json();
}

/** @param {string} key @param {Record<string, any>} [values] */
export function t(key, values) {
  const found = words[key] ?? fallback[key] ?? key;
  const text = typeof found === 'string' ? found : (found[plurals.select(values?.n ?? 0)] ?? found.other);
  return values ? text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? shown(values[name]) : place)) : text;
}

function shown(value) {
  return typeof value === 'number' ? number(value) : String(value);
}

export function number(value) {
  return format('number', () => new Intl.NumberFormat(locale)).format(value);
}

/** A count for a badge: never wider than three characters. */
export function count(value) {
  return value > 99 ? '99+' : number(value);
}

export function time(at) {
  return dated('time', { hour: '2-digit', minute: '2-digit' }, at);
}

export function dateTime(at) {
  return dated('dateTime', { dateStyle: 'medium', timeStyle: 'short' }, at);
}

export function date(at) {
  return dated('date', { dateStyle: 'medium' }, at);
}

/** A day as it stands between messages: today, yesterday, or its name. */
export function day(at, today = new Date()) {
  const days = daysBetween(new Date(at), today);
  if (days === 0 || days === 1) {
    return capital(format('day', () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })).format(-days, 'day'));
  }
  const thisYear = new Date(at).getFullYear() === today.getFullYear();
  const options = { weekday: 'long', day: 'numeric', month: 'long', ...(!thisYear && { year: 'numeric' }) };
  return dated(thisYear ? 'longDay' : 'longDayYear', options, at);
}

/** As short as a list has room for: a time today, a weekday this week, a date before that. */
export function shortly(at, today = new Date()) {
  const days = daysBetween(new Date(at), today);
  if (days <= 0) return time(at);
  if (days < 7) return dated('weekday', { weekday: 'short' }, at);
  return dated('shortDate', { day: 'numeric', month: 'short' }, at);
}

/** How long ago, in words. */
export function ago(at, today = new Date()) {
  const seconds = Math.round((new Date(at).getTime() - today.getTime()) / 1000);
  const [unit, size] = [['day', 86_400], ['hour', 3_600], ['minute', 60]].find(([, each]) => Math.abs(seconds) >= each) ?? ['minute', 60];
  const style = format('ago', () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  return style.format(Math.trunc(seconds / size), unit);
}

export function size(bytes) {
  const [unit, by] = bytes >= 1 << 20 ? ['megabyte', 1 << 20] : ['kilobyte', 1 << 10];
  const style = () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
  return format(unit, style).format(bytes / by);
}

export function list(words) {
  return format('list', () => new Intl.ListFormat(locale)).format(words);
}

function dated(name, options, at) {
  return format(name, () => new Intl.DateTimeFormat(locale, options)).format(new Date(at));
}

function format(name, make) {
  if (!formats.has(name)) formats.set(name, make());
  return formats.get(name);
}

function daysBetween(from, to) {
  const midnight = (when) => Date.UTC(when.getFullYear(), when.getMonth(), when.getDate());
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

function capital(text) {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
