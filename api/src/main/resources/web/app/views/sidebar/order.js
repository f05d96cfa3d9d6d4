/** The conversations as the list has them: pinned ones first, then by what happened last.
 * @returns {any[]} */
export function conversationsInOrder({ conversations }) {
  return Object.values(conversations.byId)
    .filter(({ me }) => me)
    .sort((a, b) => Number(b.me.pinned) - Number(a.me.pinned) || (a.last_activity_at < b.last_activity_at ? 1 : -1));
}

/** Which of them a filter shows. @param {'all'|'unread'|'direct'|'group'|'archived'} filter */
export function matches(conversation, filter) {
  const { me, type } = conversation;
  if (filter === 'archived') return me.archived;
  if (me.archived) return false;
  if (filter === 'unread') return me.unread_count > 0;
  if (filter === 'direct') return type === 'direct';
  if (filter === 'group') return type !== 'direct';
  return true;
}

/** Without regard to case and accents. */
export function soundsLike(name, query) {
  return folded(name).includes(folded(query));
}

function folded(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
