import { without } from './store.js';

const NONE = { byId: {}, loaded: false, problem: null };

/**
 * The conversations by id, and what is counted of them here. Live events and pages that were
 * fetched meet in any order; `last_seq` tells which events a conversation already holds.
 *
 * @param {{byId: Record<string, any>, loaded: boolean, problem: any}} slice `problem`: why the list is not
 *   whole
 */
export function conversations(slice = NONE, event, state = {}) {
  switch (event.type) {
    case 'session.ended':
      return NONE;
    case 'conversations.loaded':
      return { byId: event.items.reduce(loaded, slice.byId), loaded: slice.loaded || Boolean(event.complete), problem: null };
    case 'conversations.failed':
      return { ...slice, problem: event.problem };
    case 'conversation.loaded':
      return { ...slice, byId: loaded(slice.byId, event.conversation) };
    case 'conversation.joined':
      return { ...slice, byId: loaded(slice.byId, event.data) };
    case 'conversation.left':
      return { ...slice, byId: without(slice.byId, event.data.conversation_id) };
    case 'conversation.gone':
    case 'conversation.deleted':
      return { ...slice, byId: without(slice.byId, event.conversation_id) };
    case 'conversation.settings': {
      const { conversation_id, ...settings } = event.data;
      return changed(slice, conversation_id, (each) => withMe(each, settings));
    }
    case 'unread.changed': {
      const { conversation_id, unread_count, mention_count } = event.data;
      return changed(slice, conversation_id, (each) => withMe(each, { unread_count, mention_count }));
    }
    case 'read.marked':
      return changed(slice, event.conversation_id, (each) =>
        withMe(each, { unread_count: 0, mention_count: 0, last_read_seq: Math.max(event.seq, each.me?.last_read_seq ?? 0) }),
      );
    case 'receipt.read':
      return event.data.user_id === state.session?.user?.id
        ? changed(slice, event.data.conversation_id, (each) =>
            withMe(each, { last_read_seq: Math.max(event.data.seq, each.me?.last_read_seq ?? 0) }),
          )
        : slice;
    default:
      return event.seq && event.conversation_id ? durable(slice, event, state.session?.user?.id) : slice;
  }
}

function durable(slice, event, me) {
  const { data, seq } = event;
  if (event.type === 'participant.removed' && data.user_id === me) {
    return { ...slice, byId: without(slice.byId, event.conversation_id) };
  }
  return changed(slice, event.conversation_id, (each) => {
    const isNews = seq > each.last_seq;
    const next = isNews ? { ...each, last_seq: seq } : { ...each };
    switch (event.type) {
      case 'message.created':
        return isNews ? withMessage(next, data, me) : each;
      case 'message.edited':
        return each.last_message?.id === data.id ? { ...next, last_message: data } : next;
      case 'message.deleted':
        return each.last_message?.id === data.message_id
          ? { ...next, last_message: { ...each.last_message, content: null, attachments: [], deleted_at: event.at } }
          : next;
      case 'conversation.updated': {
        const { last_message, last_seq, me: _me, peer, ...facts } = data;
        return { ...next, ...facts, participant_count: next.participant_count };
      }
      case 'participant.added':
        return isNews ? { ...next, participant_count: each.participant_count + 1 } : next;
      case 'participant.removed':
        return isNews ? { ...next, participant_count: each.participant_count - 1 } : next;
      case 'participant.updated':
        return data.user_id === me ? withMe(next, { role: data.role, muted_until: data.muted_until }) : next;
      default:
        return next;
    }
  });
}

function withMessage(conversation, message, me) {
  const next = { ...conversation, last_message: message, last_activity_at: message.created_at };
  const isOthers = message.sender && message.sender.id !== me;
  if (!isOthers || message.type === 'system' || !next.me) return next;
  return withMe(next, {
    unread_count: next.me.unread_count + 1,
    mention_count: next.me.mention_count + (message.mentions.includes(me) ? 1 : 0),
  });
}

function withMe(conversation, changes) {
  return conversation.me ? { ...conversation, me: { ...conversation.me, ...changes } } : conversation;
}

function changed(slice, id, change) {
  const before = slice.byId[id];
  if (!before) return slice;
  return { ...slice, byId: { ...slice.byId, [id]: change(before) } };
}

/** What was fetched replaces what is here, unless that is newer. */
function loaded(byId, conversation) {
  const before = byId[conversation.id];
  if (before && before.last_seq > conversation.last_seq) return byId;
  const { me = before?.me ?? null, peer = before?.peer ?? null } = conversation;
  return { ...byId, [conversation.id]: { ...before, ...conversation, me, peer } };
}
