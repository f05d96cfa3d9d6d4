import { me, now } from './app.js';
import { t } from './i18n.js';
import { go, toConversation } from './router.js';
import { plain } from './text/markdown.js';

/** Held by each tab that has the focus, so that the others know. */
const LOOKED_AT = 'parley/looked-at';
/** As long as tabs may be apart in hearing of the same message. */
const APART_MS = 5_000;

/**
 * Tells of a message outside of the page when nobody looks at any of this browser's tabs, and both
 * the browser and the person have agreed; of several tabs one does. Of what was replayed after an
 * absence nothing is told.
 */
export async function notify({ data: message, conversation_id: id, at }) {
  if (!isWanted(message, id) || Date.now() - new Date(at).getTime() > 60_000) return;
  const { held } = await navigator.locks.query();
  if (held.some(({ name }) => name === LOOKED_AT)) return;
  await navigator.locks.request(`parley/told/${message.id}`, { ifAvailable: true }, (lock) => lock && tell(message, id));
}

/** From now on other tabs know when somebody looks at this one. */
export function noticeFocus() {
  let leave = () => {};
  const look = () => {
    leave();
    navigator.locks?.request(LOOKED_AT, { mode: 'shared' }, () => new Promise((left) => (leave = left)));
  };
  addEventListener('focus', look);
  addEventListener('blur', () => leave());
  if (document.hasFocus()) look();
}

function isWanted(message, id) {
  const { preferences, conversations } = now();
  if (!preferences.notify || globalThis.Notification?.permission !== 'granted') return false;
  if (!message.sender || message.sender.id === me()?.id) return false;
  const { notifications } = conversations.byId[id]?.me ?? {};
  return notifications === 'mentions' ? message.mentions.includes(me().id) : notifications !== 'none';
}

/** Ends only when no tab can come to tell of it again. */
function tell(message, id) {
  const body = message.content ? plain(message.content).slice(0, 140) : t('message.attachment');
  const shown = notificationOf(message.sender.display_name, { body, tag: id, renotify: true });
  if (!shown) return undefined;
  shown.onclick = () => {
    focus();
    go(toConversation(id, { at: message.seq }));
    shown.close();
  };
  return new Promise((over) => setTimeout(over, APART_MS));
}

/** @returns {Notification|null} null on phones, where only what works without a page may notify */
function notificationOf(title, options) {
  try {
    return new Notification(title, options);
  } catch (problem) {
    if (problem instanceof TypeError) return null;
    throw problem;
  }
}

/** The title says how much waits. */
export function titleOf({ conversations, session }) {
  if (session.phase !== 'in') return 'Parley';
  const waiting = Object.values(conversations.byId).filter(
    ({ me: mine }) => mine && !mine.archived && (mine.notifications === 'none' ? 0 : mine.unread_count) > 0,
  );
  return waiting.length > 0 ? `(${waiting.length}) Parley` : 'Parley';
}
