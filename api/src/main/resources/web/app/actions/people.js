import { dispatch, now, parley } from '../app.js';

/** Who was asked about: nobody twice. */
const asked = new Set();

/** Gets to know those of whom only the ids are known. @param {(string|null|undefined)[]} ids */
export async function getToKnow(ids) {
  const { people } = now();
  const strangers = [...new Set(ids)].filter((id) => id && !people[id] && !asked.has(id));
  strangers.forEach((id) => asked.add(id));
  const found = await Promise.all(strangers.map((id) => parley.users.get(id).catch(() => null)));
  dispatch({ type: 'people.loaded', items: found.filter(Boolean) });
}
