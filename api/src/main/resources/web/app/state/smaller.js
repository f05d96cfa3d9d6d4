import { without } from './store.js';

/** Slices too small for a file of their own. */

/** What is on its way or has failed, by conversation, oldest first.
 * @param {Record<string, any[]>} slice */
export function outbox(slice = {}, event) {
  if (event.type === 'session.ended') return {};
  if (event.type === 'message.created' && event.data.client_id) {
    const { conversation_id, client_id } = event.data;
    const items = slice[conversation_id];
    return items?.some((each) => each.client_id === client_id)
      ? { ...slice, [conversation_id]: items.filter((each) => each.client_id !== client_id) }
      : slice;
  }
  if (event.type !== 'outbox') return slice;
  const { sending } = event;
  const before = slice[sending.conversation_id] ?? [];
  const isOver = sending.state === 'sent' || sending.state === 'discarded';
  const at = before.findIndex(({ client_id }) => client_id === sending.client_id);
  const next = isOver ? before.filter((_, i) => i !== at) : at < 0 ? [...before, sending] : before.with(at, sending);
  return { ...slice, [sending.conversation_id]: next };
}

/** Who is typing, by conversation and user. @param {Record<string, Record<string, string>>} slice */
export function typing(slice = {}, event) {
  const { conversation_id, user_id, username } = event.data ?? {};
  switch (event.type) {
    case 'session.ended':
      return {};
    case 'typing.started':
      return { ...slice, [conversation_id]: { ...slice[conversation_id], [user_id]: username } };
    case 'typing.stopped':
      return ended(slice, conversation_id, user_id);
    case 'message.created':
      return ended(slice, event.conversation_id, event.data.sender?.id);
    default:
      return slice;
  }
}

function ended(slice, conversationId, userId) {
  const before = slice[conversationId];
  return before && userId in before ? { ...slice, [conversationId]: without(before, userId) } : slice;
}

/** Where we are. */
export function route(slice = { name: 'home', params: {}, query: {} }, event) {
  return event.type === 'routed' ? event.route : slice;
}

/** What lies over the page: one dialog, and a few short words. */
export function overlay(slice = { dialog: null, toasts: [] }, event) {
  switch (event.type) {
    case 'session.ended':
      return { dialog: null, toasts: [] };
    case 'dialog.opened':
      return { ...slice, dialog: event.dialog };
    case 'dialog.closed':
      return { ...slice, dialog: null };
    case 'toast':
      return { ...slice, toasts: [...slice.toasts, event.toast].slice(-3) };
    case 'toast.over':
      return { ...slice, toasts: slice.toasts.filter(({ id }) => id !== event.id) };
    default:
      return slice;
  }
}

/** What this browser is told to look and sound like. */
export function preferences(slice = { theme: 'system', language: 'system', notify: false, sound: false }, event) {
  return event.type === 'preferences.changed' ? { ...slice, ...event.changes } : slice;
}

/** Which message is being answered or edited, by conversation. */
export function drafting(slice = {}, event) {
  switch (event.type) {
    case 'session.ended':
      return {};
    case 'drafting':
      return { ...slice, [event.key]: event.what };
    default:
      return slice;
  }
}
