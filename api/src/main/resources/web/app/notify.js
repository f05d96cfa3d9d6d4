import { me, now } from './app.js';
import { t } from './i18n.js';
import { go, toConversation } from './router.js';
import { plain } from './text/markdown.js';

/** Tells of a message outside of the page, when nobody is looking at it and both the browser and
 * the person have agreed. Of what was replayed after an absence nothing is told. */
export function notify({ data: message, conversation_id: id, at }) {
  const { preferences, conversations } = now();
  if (!preferences.notify || globalThis.Notification?.permission !== 'granted') return;
  if (!message.sender || message.sender.id === me()?.id || document.hasFocus()) return;
  if (Date.now() - new Date(at).getTime() > 60_000) return;
  const settings = conversations.byId[id]?.me;
  const isMentioned = message.mentions.includes(me().id);
  if (settings?.notifications === 'none' || (settings?.notifications === 'mentions' && !isMentioned)) return;
  const shown = new Notification(message.sender.display_name, {
    body: message.content ? plain(message.content).slice(0, 140) : t('message.attachment'),
    tag: id,
  });
  shown.onclick = () => {
    focus();
    go(toConversation(id, { at: message.seq }));
    shown.close();
  };
}

/** The title says how much waits. */
export function titleOf({ conversations, session }) {
  if (session.phase !== 'in') return 'Parley';
  const waiting = Object.values(conversations.byId).filter(
    ({ me: mine }) => mine && !mine.archived && (mine.notifications === 'none' ? 0 : mine.unread_count) > 0,
  );
  return waiting.length > 0 ? `(${waiting.length}) Parley` : 'Parley';
}
