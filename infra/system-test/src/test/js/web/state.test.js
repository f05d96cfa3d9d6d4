import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reducers } from '../../../../../../api/src/main/resources/web/app/state/reducers.js';
import { createStore } from '../../../../../../api/src/main/resources/web/app/state/store.js';
import { receiptsOf } from '../../../../../../api/src/main/resources/web/app/state/participants.js';
import { threadKey } from '../../../../../../api/src/main/resources/web/app/state/timelines.js';
import { ADA, BOB, conversation, created, message, page } from './things.js';

function begun(...conversations) {
  const store = createStore(reducers);
  store.dispatch({ type: 'session.began', user: ADA });
  store.dispatch({ type: 'conversations.loaded', items: conversations, complete: true });
  return store;
}

const room = (store) => store.state.conversations.byId.room;
const timeline = (store) => store.state.timelines.room;

test('a message of somebody else counts as unread, once', () => {
  const store = begun(conversation({ last_seq: 4 }));

  store.dispatch(created(message({ seq: 5, mentions: [ADA.id] })));
  store.dispatch(created(message({ seq: 5, mentions: [ADA.id] })));

  assert.equal(room(store).me.unread_count, 1);
  assert.equal(room(store).me.mention_count, 1);
  assert.equal(room(store).last_message.seq, 5);
});

test('what the list held already is not counted again when it is replayed', () => {
  const store = begun(conversation({ last_seq: 9, unread_count: 3 }));

  store.dispatch(created(message({ seq: 9 })));

  assert.equal(room(store).me.unread_count, 3);
});

test('my own messages and those of the system are never unread', () => {
  const store = begun(conversation({ last_seq: 4 }));

  store.dispatch(created(message({ seq: 5, sender: ADA })));
  store.dispatch(created(message({ seq: 6, sender: null, type: 'system' })));

  assert.equal(room(store).me.unread_count, 0);
  assert.equal(room(store).last_seq, 6);
});

test('a page that is older than what is here changes nothing', () => {
  const store = begun(conversation({ last_seq: 4 }));
  store.dispatch(created(message({ seq: 7 })));

  store.dispatch({ type: 'conversations.loaded', items: [conversation({ last_seq: 5 })] });

  assert.equal(room(store).last_seq, 7);
});

test('what was read on another device is read here', () => {
  const store = begun(conversation({ last_seq: 9, unread_count: 3 }));

  store.dispatch({ type: 'unread.changed', data: { conversation_id: 'room', unread_count: 0, mention_count: 0 } });
  store.dispatch({ type: 'receipt.read', data: { conversation_id: 'room', user_id: ADA.id, seq: 9 } });

  assert.equal(room(store).me.unread_count, 0);
  assert.equal(room(store).me.last_read_seq, 9);
});

test('who is removed has nothing of the conversation left', () => {
  const store = begun(conversation({ last_seq: 4 }));
  store.dispatch({ type: 'timeline.loaded', key: 'room', page: page(1, 4), how: 'replace' });

  store.dispatch({ type: 'participant.removed', conversation_id: 'room', seq: 5, data: { user_id: ADA.id } });
  store.dispatch({ type: 'conversation.left', data: { conversation_id: 'room', reason: 'removed' } });

  assert.equal(room(store), undefined);
  assert.equal(timeline(store), undefined);
});

test('a page that does not continue what is at hand is dropped', () => {
  const store = begun(conversation({ last_seq: 99 }));
  store.dispatch({ type: 'timeline.loaded', key: 'room', page: { ...page(90, 99), has_before: true }, how: 'replace' });

  store.dispatch({ type: 'timeline.loaded', key: 'room', page: page(5, 9), how: 'newer', edge: 4 });
  store.dispatch({ type: 'timeline.loaded', key: 'room', page: page(40, 49), how: 'older', edge: 50 });

  assert.deepEqual(timeline(store).messages.map(({ seq }) => seq), [90, 91, 92, 93, 94, 95, 96, 97, 98, 99]);
});

test('a message on its way gives way to the one that it becomes', () => {
  const store = begun(conversation({ last_seq: 4 }));
  const sending = { client_id: 'c1', conversation_id: 'room', body: { content: 'Hi' }, state: 'sending' };
  store.dispatch({ type: 'timeline.loaded', key: 'room', page: page(1, 4), how: 'replace' });
  store.dispatch({ type: 'outbox', sending });
  assert.equal(store.state.outbox.room.length, 1);

  const sent = message({ seq: 5, sender: ADA, client_id: 'c1' });
  store.dispatch({ type: 'outbox', sending: { ...sending, state: 'sent' }, message: sent });
  store.dispatch(created(sent));

  assert.deepEqual(store.state.outbox.room, []);
  assert.deepEqual(timeline(store).messages.map(({ seq }) => seq), [1, 2, 3, 4, 5]);
});

test('reactions know which of them are mine', () => {
  const store = begun(conversation({ last_seq: 4 }));
  store.dispatch({ type: 'timeline.loaded', key: 'room', page: page(1, 4), how: 'replace' });
  const react = (type, user_id, count) =>
    store.dispatch({ type, conversation_id: 'room', seq: 5, data: { message_id: 'm2', user_id, emoji: '👍', count } });

  react('reaction.added', BOB.id, 1);
  react('reaction.added', ADA.id, 2);
  const both = timeline(store).messages[1].reactions[0];
  react('reaction.removed', ADA.id, 1);
  react('reaction.removed', BOB.id, 0);

  assert.deepEqual([both.count, both.me, both.user_ids], [2, true, [BOB.id, ADA.id]]);
  assert.deepEqual(timeline(store).messages[1].reactions, []);
});

test('an edit keeps my reactions mine, and replies quote the new words', () => {
  const store = begun(conversation({ last_seq: 4 }));
  const mine = message({ seq: 1, reactions: [{ emoji: '🎉', count: 1, me: true, user_ids: [ADA.id] }] });
  const reply = message({ seq: 2, reply_to: { id: 'm1', seq: 1, sender: BOB, excerpt: 'old', deleted: false } });
  store.dispatch({ type: 'timeline.loaded', key: 'room', page: { ...page(1, 0), items: [mine, reply] }, how: 'replace' });

  const data = { ...mine, content: 'new', reactions: [{ emoji: '🎉', count: 1, me: false, user_ids: [ADA.id] }] };
  store.dispatch({ type: 'message.edited', conversation_id: 'room', seq: 3, data });

  assert.equal(timeline(store).messages[0].reactions[0].me, true);
  assert.equal(timeline(store).messages[1].reply_to.excerpt, 'new');
});

test('a deleted message keeps its place and nothing else', () => {
  const store = begun(conversation({ last_seq: 4 }));
  store.dispatch({ type: 'timeline.loaded', key: 'room', page: page(1, 4), how: 'replace' });

  store.dispatch({ type: 'message.deleted', conversation_id: 'room', seq: 5, at: '2026-01-01T00:00:00Z', data: { message_id: 'm3' } });

  const gone = timeline(store).messages[2];
  assert.deepEqual([gone.seq, gone.content, gone.attachments, gone.deleted_at], [3, null, [], '2026-01-01T00:00:00Z']);
});

test('a reply stands in its thread too, and its source counts it once', () => {
  const store = begun(conversation({ last_seq: 4 }));
  store.dispatch({ type: 'timeline.loaded', key: 'room', page: page(1, 4), how: 'replace' });
  store.dispatch({ type: 'timeline.loaded', key: threadKey('m1'), page: page(1, 0), how: 'replace' });
  const reply = message({ seq: 5, reply_to: { id: 'm1', seq: 1, sender: BOB, excerpt: 'x', deleted: false } });

  store.dispatch(created(reply));
  store.dispatch(created(reply));

  assert.equal(timeline(store).messages[0].thread.reply_count, 1);
  assert.deepEqual(store.state.timelines[threadKey('m1')].messages.map(({ seq }) => seq), [5]);
});

test('what is written while a page is under way is fetched after it', () => {
  const store = begun(conversation({ last_seq: 4 }));
  store.dispatch(created(message({ seq: 5 })));

  store.dispatch({ type: 'timeline.loaded', key: 'room', page: page(1, 4), how: 'replace' });

  assert.equal(timeline(store).atEnd, false);
});

test('marks move forward only', () => {
  const store = begun(conversation({ last_seq: 9 }));
  const items = [ADA, BOB].map((user) => ({ user, role: 'member', last_read_seq: 3, last_delivered_seq: 3 }));
  store.dispatch({ type: 'participants.loaded', conversation_id: 'room', items, first: true, complete: true });

  store.dispatch({ type: 'receipt.read', data: { conversation_id: 'room', user_id: BOB.id, seq: 8 } });
  store.dispatch({ type: 'receipt.delivered', data: { conversation_id: 'room', user_id: BOB.id, seq: 5 } });

  assert.deepEqual(receiptsOf(store.state.participants.room, ADA.id, 8), { others: 1, read: 1, delivered: 1 });
  assert.deepEqual(receiptsOf(store.state.participants.room, ADA.id, 9), { others: 1, read: 0, delivered: 0 });
});

test('after a log-out nothing is left', () => {
  const store = begun(conversation({ last_seq: 4 }));
  store.dispatch({ type: 'timeline.loaded', key: 'room', page: page(1, 4), how: 'replace' });
  store.dispatch({ type: 'typing.started', data: { conversation_id: 'room', user_id: BOB.id, username: 'bob' } });

  store.dispatch({ type: 'session.ended', reason: 'logout' });

  const { conversations, timelines, people, outbox, typing, participants } = store.state;
  assert.deepEqual([conversations.byId, timelines, people, outbox, typing, participants], [{}, {}, {}, {}, {}, {}]);
});

test('listeners are told once for all that happens at once', async () => {
  const store = createStore(reducers);
  let told = 0;
  store.subscribe(() => (told += 1));

  store.dispatch({ type: 'session.began', user: ADA });
  store.dispatch({ type: 'network', online: false });
  await Promise.resolve();
  store.dispatch({ type: 'nothing.known' });
  await Promise.resolve();

  assert.equal(told, 1);
});

test('a list that could not be fetched says why, until it could', () => {
  const store = createStore(reducers);
  store.dispatch({ type: 'session.began', user: ADA });

  store.dispatch({ type: 'conversations.failed', problem: { code: 'unavailable' } });
  assert.deepEqual(store.state.conversations.problem, { code: 'unavailable' });

  store.dispatch({ type: 'conversations.loaded', items: [conversation({})], complete: true });
  assert.equal(store.state.conversations.problem, null);
  assert.ok(store.state.conversations.loaded);
});
