/** What an event does to the message it is about. Pure; reactions are told the same to everybody, so
 * whether one is mine is found out here. */

/** The event's message as I see it: an edit brings no `me` of reactions along. */
export function edited(before, data) {
  const mine = new Set(before.reactions.filter(({ me }) => me).map(({ emoji }) => emoji));
  return { ...data, attachments: data.attachments, reactions: data.reactions.map((each) => ({ ...each, me: mine.has(each.emoji) })) };
}

export function deleted(before, at) {
  return { ...before, content: null, attachments: [], reactions: [], mentions: [], pinned: false, deleted_at: at };
}

/** @param {{user_id: string, emoji: string, count: number}} data */
export function reacted(before, { user_id, emoji, count }, me, isAdded) {
  const known = before.reactions.find((each) => each.emoji === emoji) ?? { emoji, me: false, user_ids: [] };
  const others = known.user_ids.filter((id) => id !== user_id);
  const next = {
    emoji,
    count,
    me: user_id === me ? isAdded : known.me,
    user_ids: isAdded ? [...others, user_id] : others,
  };
  const at = before.reactions.findIndex((each) => each.emoji === emoji);
  if (at < 0) return count > 0 ? { ...before, reactions: [...before.reactions, next] } : before;
  const reactions = before.reactions.map((each, i) => (i === at ? next : each));
  return { ...before, reactions: reactions.filter((each) => each.count > 0) };
}

export function answered(before, reply) {
  const reply_count = before.thread.reply_count + 1;
  return { ...before, thread: { reply_count, last_reply_at: reply.created_at } };
}

/** The source of a reply was edited or deleted: replies quote it. */
export function requoted(before, source) {
  return { ...before, reply_to: { ...before.reply_to, excerpt: source.content?.slice(0, 100) ?? null, deleted: Boolean(source.deleted_at) } };
}
