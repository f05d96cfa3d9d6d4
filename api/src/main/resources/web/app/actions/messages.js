import { dispatch, now, parley } from '../app.js';
import { t } from '../i18n.js';

let toasts = 0;

/** A few words at the edge of the page. */
export function say(text, { tone = 'plain', ms = 4_500, action } = {}) {
  const id = (toasts += 1);
  dispatch({ type: 'toast', toast: { id, text, tone, action } });
  setTimeout(() => dispatch({ type: 'toast.over', id }), ms);
}

/** What went wrong, in words. */
export function wordsFor(problem) {
  if (problem?.name === 'AbortError') return t('problem.aborted');
  if (problem?.code === 'rate_limited' && problem.retryAfter) return t('problem.rate_limited_for', { n: problem.retryAfter });
  const key = `problem.${problem?.code}`;
  const words = t(key);
  return words === key ? t('problem.other') : words;
}

/** Does something, and says so when it fails. @returns {Promise<boolean>} */
export async function attempt(job) {
  try {
    await job();
    return true;
  } catch (problem) {
    say(wordsFor(problem), { tone: 'alarm' });
    return false;
  }
}

export function send(conversationId, message) {
  return parley.send(conversationId, message);
}

export function react(message, emoji) {
  const mine = message.reactions.find((each) => each.emoji === emoji)?.me;
  return attempt(() => (mine ? parley.messages.unreact(message.id, emoji) : parley.messages.react(message.id, emoji)));
}

export function setPinned(message, pinned) {
  return attempt(() => (pinned ? parley.messages.pin(message.id) : parley.messages.unpin(message.id)));
}

export function remove(message, whom) {
  return attempt(async () => {
    await parley.messages.delete(message.id, whom);
    if (whom === 'me') dispatch({ type: 'message.hidden', message_id: message.id });
  });
}

/** Signed addresses end after an hour: a picture that can't be shown any more gets new ones. */
const refreshed = new Map();

export function refreshMedia(message) {
  const last = refreshed.get(message.id) ?? 0;
  if (Date.now() - last < 60_000) return;
  refreshed.set(message.id, Date.now());
  parley.messages.get(message.id).then(
    (fresh) => dispatch({ type: 'message.loaded', message: fresh }),
    () => {},
  );
}

export function isAdminOf(conversation) {
  return conversation?.me?.role === 'owner' || conversation?.me?.role === 'admin';
}

export function mayPin(conversation) {
  return conversation?.type === 'direct' || isAdminOf(conversation);
}

export function mayPost(conversation) {
  if (!conversation?.me) return false;
  return conversation.type !== 'channel' || isAdminOf(conversation);
}

export function isMuted(conversation) {
  const until = conversation?.me?.muted_until;
  return Boolean(until) && new Date(until).getTime() > Date.now();
}

export function openDialog(dialog) {
  dispatch({ type: 'dialog.opened', dialog });
}

export function closeDialog() {
  if (now().overlay.dialog) dispatch({ type: 'dialog.closed' });
}
