import { soundsLike } from '../sidebar/order.js';

/** What is being named just before the caret: the start of an `@name`, or null.
 * @returns {{from: number, query: string}|null} */
export function mentionAt(text, caret) {
  const match = /(?:^|[^\w@])@([\w.-]{0,32})$/.exec(text.slice(0, caret));
  return match ? { from: caret - match[1].length - 1, query: match[1] } : null;
}

/** Who may be meant, the best first. @param {any[]} users */
export function candidates(users, query, most = 6) {
  const wanted = query.toLowerCase();
  const rank = ({ username }) => (username.toLowerCase().startsWith(wanted) ? 0 : 1);
  return users
    .filter((user) => !user.deleted && (soundsLike(user.username, wanted) || soundsLike(user.display_name ?? '', wanted)))
    .sort((a, b) => rank(a) - rank(b) || a.username.localeCompare(b.username))
    .slice(0, most);
}

/** @returns {{text: string, caret: number}} */
export function completed(text, caret, { from }, username) {
  const before = `${text.slice(0, from)}@${username} `;
  return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length };
}
