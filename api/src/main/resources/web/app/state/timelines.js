import { answered, deleted, edited, reacted, requoted } from './messages.js';
import { EMPTY, withChange, withNew, withoutMessage, withPage } from './span.js';
import { without } from './store.js';

/** A thread is a timeline of its own, of the replies to one message. */
export const threadKey = (messageId) => `thread/${messageId}`;

/** What is at hand of each conversation, and of each thread that was opened, by key.
 * @param {Record<string, import('./span.js').Span>} slice */
export function timelines(slice = {}, event, state = {}) {
  switch (event.type) {
    case 'session.ended':
      return {};
    case 'timeline.loaded':
      return { ...slice, [event.key]: upToDate(slice[event.key], event, state.conversations?.byId[event.key]) };
    case 'end.wanted':
      return put(slice, event.key, (span) => ({ ...span, endWanted: (span.endWanted ?? 0) + 1 }));
    case 'timeline.dropped':
      return without(slice, event.key);
    case 'conversation.left':
      return without(slice, event.data.conversation_id);
    case 'conversation.gone':
    case 'conversation.deleted':
      return without(slice, event.conversation_id);
    case 'outbox':
      return event.message ? created(slice, event.message, true) : slice;
    case 'message.created':
      return created(slice, event.data);
    case 'message.loaded':
      return each(slice, event.message.conversation_id, event.message.id, () => event.message);
    case 'message.hidden':
      return Object.fromEntries(Object.entries(slice).map(([key, span]) => [key, withoutMessage(span, event.message_id)]));
    case 'message.edited':
      return requote(each(slice, event.conversation_id, event.data.id, (m) => edited(m, event.data)), event.data);
    case 'message.deleted': {
      const { message_id } = event.data;
      const gone = each(slice, event.conversation_id, message_id, (m) => deleted(m, event.at));
      return requote(gone, { id: message_id, content: null, deleted_at: event.at });
    }
    case 'reaction.added':
    case 'reaction.removed':
      return each(slice, event.conversation_id, event.data.message_id, (m) =>
        reacted(m, event.data, state.session?.user?.id, event.type === 'reaction.added'),
      );
    case 'message.pinned':
    case 'message.unpinned':
      return each(slice, event.conversation_id, event.data.message_id, (m) => ({ ...m, pinned: event.type === 'message.pinned' }));
    default:
      return slice;
  }
}

/** While a page was under way, something may have been written that is neither in it nor was taken:
 * then this isn't the end yet. A page that brings nothing new is not asked for again. */
function upToDate(before, { page, how, edge }, conversation) {
  if (edge !== undefined && !adjoins(before, how, edge)) return before;
  const span = withPage(before ?? EMPTY, page, how);
  const newest = conversation?.last_message?.seq ?? 0;
  const isBehind = span.atEnd && page.items.length > 0 && span.messages.at(-1).seq < newest;
  return isBehind ? { ...span, atEnd: false } : span;
}

/** Whether a page continues what is here: the reader may have gone elsewhere meanwhile. */
function adjoins(span, how, edge) {
  const messages = span?.messages ?? [];
  return (how === 'older' ? messages[0]?.seq : (messages.at(-1)?.seq ?? 0)) === edge;
}

function created(slice, message, isAnswer = false) {
  const isNew = !slice[message.conversation_id]?.messages.some(({ id }) => id === message.id);
  const next = put(slice, message.conversation_id, (span) => withNew(span, message, isAnswer));
  const source = message.reply_to?.id;
  if (!source || next === slice) return next;
  const told = put(next, threadKey(source), (span) => withNew(span, message, isAnswer));
  return isNew ? each(told, message.conversation_id, source, (m) => answered(m, message)) : told;
}

/** A message may stand in its conversation and in threads. */
function each(slice, conversationId, messageId, change) {
  let next = put(slice, conversationId, (span) => withChange(span, messageId, change));
  for (const key of Object.keys(slice)) {
    if (key.startsWith('thread/')) next = put(next, key, (span) => withChange(span, messageId, change));
  }
  return next;
}

function requote(slice, source) {
  return Object.entries(slice).reduce((next, [key, span]) => {
    if (!span.messages.some((m) => m.reply_to?.id === source.id)) return next;
    const messages = span.messages.map((m) => (m.reply_to?.id === source.id ? requoted(m, source) : m));
    return { ...next, [key]: { ...span, messages } };
  }, slice);
}

function put(slice, key, change) {
  const before = slice[key];
  const after = before && change(before);
  return after === before ? slice : { ...slice, [key]: after };
}
