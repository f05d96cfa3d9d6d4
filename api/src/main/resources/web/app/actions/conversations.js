import { dispatch, now, parley } from '../app.js';

/** @type {Promise<void>|null} */
let loading = null;

/**
 * All conversations, the archived ones too, page by page; what there is, is shown as it comes. That it
 * failed, the state says.
 */
export function loadConversations() {
  loading ??= loadAll()
    .catch((problem) => dispatch({ type: 'conversations.failed', problem }))
    .finally(() => (loading = null));
  return loading;
}

async function loadAll() {
  await Promise.all([loadPages({ archived: false }), loadPages({ archived: true })]);
  dispatch({ type: 'conversations.loaded', items: [], complete: true });
}

async function loadPages(query) {
  for (let cursor; cursor !== null; ) {
    const page = await parley.conversations.list({ ...query, cursor, limit: 100 });
    dispatch({ type: 'conversations.loaded', items: page.items });
    cursor = page.next_cursor;
  }
}

/** One that is not in the list: a link to it, say. */
export async function loadConversation(id) {
  const conversation = await parley.conversations.get(id);
  dispatch({ type: 'conversation.loaded', conversation });
  return conversation;
}

/**
 * What the SDK asks for when events alone can't bring a conversation up to date. What was loaded
 * after the position it names needs nothing.
 *
 * @param {{id: string, seq: number|null, reason: string}[]} conversations
 */
export async function reload(conversations) {
  await loading;
  const { byId } = now().conversations;
  for (const { id, seq, reason } of conversations) {
    if (seq === null) dispatch({ type: 'conversation.gone', conversation_id: id });
    else if (reason === 'gap') dispatch({ type: 'timeline.dropped', key: id });
  }
  const stale = conversations.filter(({ id, seq }) => seq !== null && !(byId[id]?.last_seq >= seq));
  if (stale.length <= 5) {
    await Promise.all(stale.map(({ id }) => loadOrForget(id)));
    return;
  }
  await loadConversations();
  const { problem } = now().conversations;
  if (problem) throw problem;
}

async function loadOrForget(id) {
  try {
    await loadConversation(id);
  } catch (problem) {
    if (problem.status !== 404) throw problem;
    dispatch({ type: 'conversation.gone', conversation_id: id });
  }
}

/** @param {{notifications?: string, archived?: boolean, pinned?: boolean}} settings */
export async function setSettings(id, settings) {
  dispatch({ type: 'conversation.settings', data: { conversation_id: id, ...settings } });
  await parley.conversations.set(id, settings);
}

/** Members of most conversations fit in a page or two; of a crowd, the first are enough to begin. */
export async function loadParticipants(id, most = 300) {
  let cursor;
  for (let loaded = 0; cursor !== null && loaded < most; ) {
    const page = await parley.participants.list(id, { cursor, limit: 100 });
    const complete = page.next_cursor === null;
    dispatch({ type: 'participants.loaded', conversation_id: id, items: page.items, first: loaded === 0, complete });
    loaded += page.items.length;
    cursor = page.next_cursor;
  }
}

/** The direct conversation with somebody, begun where there is none. */
export async function openDirect(userId) {
  const conversation = await parley.conversations.create({ type: 'direct', participant_ids: [userId] });
  dispatch({ type: 'conversation.loaded', conversation });
  return conversation.id;
}
