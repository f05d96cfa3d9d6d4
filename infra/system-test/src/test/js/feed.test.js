import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { Events } from '../../../../../api/src/main/resources/web/sdk/events.js';
import { Feed } from '../../../../../api/src/main/resources/web/sdk/feed.js';
import { Positions } from '../../../../../api/src/main/resources/web/sdk/positions.js';
import { ParleyProblem } from '../../../../../api/src/main/resources/web/sdk/problem.js';
import { memoryStorage } from '../../../../../api/src/main/resources/web/sdk/storage.js';
import { FakeClock, promised, settled } from './fakes.js';

const event = (seq, id = 'c', type = 'message.created', data = {}) => ({
  type,
  conversation_id: id,
  seq,
  data,
});
const hello = (...conversations) => ({ conversations: conversations.map(([id, seq]) => ({ id, seq })) });

let clock, storage, log, errors, handed, resets, fetched, fetchEvents;

beforeEach(() => {
  clock = new FakeClock();
  storage = memoryStorage();
  log = [];
  [errors, handed, resets, fetched] = [[], [], [], []];
  fetchEvents = async (id, after) => log.filter((e) => e.conversation_id === id && e.seq > after).slice(0, 100);
});

async function aFeed(listen = () => {}) {
  const events = new Events((error) => errors.push(error));
  events.on('durable', (e) => void handed.push(`${e.conversation_id}${e.seq}`));
  events.on('reset', ({ conversations }) => void resets.push(...conversations));
  listen(events);
  const positions = new Positions(storage, (error) => errors.push(error));
  const fetching = (id, after) => (fetched.push([id, after]), fetchEvents(id, after));
  const feed = new Feed({ positions, events, fetchEvents: fetching, clock, userId: 'ada' });
  await feed.load();
  return feed;
}

const stored = () => Object.fromEntries(storage.entries('position/').map(([k, v]) => [k.slice(9), v]));

/** A feed that follows c from 4 on. */
async function following(listen) {
  storage.set('position/c', 4);
  const feed = await aFeed(listen);
  feed.hello(hello(['c', 4]));
  feed.resumed([]);
  return feed;
}

describe('a feed', () => {
  test('begins a conversation that is new here with a reset, then goes on from the hello', async () => {
    const feed = await aFeed();
    assert.deepEqual(feed.hello(hello(['c', 4])), {});
    feed.resumed([]);
    feed.heard(event(5));
    await settled();
    assert.deepEqual(resets, [{ id: 'c', seq: 4, reason: 'first' }]);
    assert.deepEqual(handed, ['c5']);
    assert.deepEqual(stored(), { c: 5 });
  });

  test('resumes from what storage has, and tells only what differs from the hello', async () => {
    storage.set('position/c', 4);
    storage.set('position/d', 7);
    const feed = await aFeed();
    assert.deepEqual(feed.hello(hello(['c', 6], ['d', 7])), { c: 4 });
    feed.heard(event(5));
    feed.heard(event(6));
    feed.resumed([]);
    await settled();
    assert.deepEqual(handed, ['c5', 'c6']);
    assert.deepEqual([resets, fetched], [[], []]);
  });

  test('hands nothing over twice, whether live, replayed or fetched', async () => {
    const feed = await following();
    feed.heard(event(5));
    feed.heard(event(5));
    feed.lost();
    feed.hello(hello(['c', 6]));
    for (const seq of [4, 5, 6, 6]) feed.heard(event(seq));
    feed.resumed([]);
    await settled();
    assert.deepEqual(handed, ['c5', 'c6']);
  });

  test('fills a hole by REST, and holds back what is behind it', async () => {
    const feed = await following();
    log = [event(5), event(6), event(7), event(8)];
    feed.heard(event(7));
    await settled();
    assert.deepEqual(handed, ['c5', 'c6', 'c7', 'c8']);
    feed.heard(event(8));
    await settled();
    assert.equal(handed.length, 4);
  });

  test('goes on asking while there is no network, and drops its asking with a new socket', async () => {
    const feed = await following();
    fetchEvents = async () => Promise.reject(ParleyProblem.network());
    feed.heard(event(6));
    await clock.advance(3_000);
    assert.ok(fetched.length >= 2);
    feed.lost();
    assert.deepEqual(feed.hello(hello(['c', 6])), { c: 4 });
    feed.heard(event(5));
    feed.heard(event(6));
    feed.resumed([]);
    await clock.advance(60_000);
    assert.deepEqual(handed, ['c5', 'c6']);
    assert.deepEqual(errors, []);
  });

  test('does not believe an answer that a newer socket has overtaken', async () => {
    const feed = await following();
    const late = promised();
    fetchEvents = () => late.promise;
    feed.heard(event(6));
    await settled();
    feed.lost();
    feed.hello(hello(['c', 6]));
    feed.heard(event(5));
    feed.heard(event(6));
    feed.resumed([]);
    late.resolve([]);
    await settled();
    assert.deepEqual([handed, resets], [['c5', 'c6'], []]);
  });

  test('asks again what an older socket has asked, when the newer one is still behind', async () => {
    const feed = await following();
    const late = promised();
    const now = fetchEvents;
    fetchEvents = () => late.promise;
    feed.heard(event(6));
    await settled();
    feed.lost();
    feed.hello(hello(['c', 6]));
    feed.resumed([]);
    log = [event(5), event(6)];
    fetchEvents = now;
    late.resolve([]);
    await settled();
    assert.deepEqual([handed, resets], [['c5', 'c6'], []]);
  });

  test('does not wait for what only an earlier socket has told of', async () => {
    const feed = await following();
    fetchEvents = async () => Promise.reject(ParleyProblem.network());
    feed.heard(event(9));
    await settled();
    feed.lost();
    // The server was set back meanwhile.
    fetchEvents = async () => [];
    feed.hello(hello(['c', 6]));
    feed.heard(event(5));
    feed.heard(event(6));
    feed.resumed([]);
    await clock.advance(60_000);
    assert.deepEqual([handed, resets], [['c5', 'c6'], []]);
  });

  test('tells that a conversation is gone when what is missing there is refused as unknown', async () => {
    const feed = await following();
    fetchEvents = async () => Promise.reject(ParleyProblem.of({ code: 'not_found' }, 404));
    feed.heard(event(6));
    await settled();
    assert.deepEqual(resets, [{ id: 'c', seq: null, reason: 'gone' }]);
    assert.deepEqual(stored(), {});
  });

  test('loads anew what is too much to be fetched', async () => {
    const feed = await following();
    feed.lost();
    log = Array.from({ length: 1_500 }, (_, i) => event(5 + i));
    feed.hello(hello(['c', 1_504]));
    feed.resumed([]);
    await settled();
    assert.deepEqual(resets, [{ id: 'c', seq: 1_504, reason: 'gap' }]);
    assert.deepEqual(fetched, []);
  });

  test('loads anew what the server cannot continue', async () => {
    storage.set('position/c', 4);
    const feed = await aFeed();
    feed.hello(hello(['c', 5_000]));
    feed.resumed(['c']);
    feed.heard(event(5_001));
    await settled();
    assert.deepEqual(resets, [{ id: 'c', seq: 5_000, reason: 'gap' }]);
    assert.deepEqual(handed, ['c5001']);
  });

  test('loads anew when the server is behind: it was set back', async () => {
    storage.set('position/c', 99);
    const feed = await aFeed();
    assert.deepEqual(feed.hello(hello(['c', 50])), {});
    feed.resumed([]);
    feed.heard(event(51));
    await settled();
    assert.deepEqual(resets, [{ id: 'c', seq: 50, reason: 'gap' }]);
    assert.deepEqual(handed, ['c51']);
  });

  test('loads anew what can no longer be fetched, and does not skip silently', async () => {
    const feed = await following();
    log = [event(40), event(41)];
    feed.heard(event(41));
    await settled();
    assert.deepEqual(resets, [{ id: 'c', seq: 41, reason: 'gap' }]);
    feed.heard(event(42));
    await settled();
    assert.deepEqual(handed, ['c42']);
  });

  test('fetches the rest when there are more positions than a frame holds', async () => {
    const ids = Array.from({ length: 400 }, (_, i) => `conversation-${i}`);
    for (const id of ids) storage.set(`position/${id}`, 1);
    log = ids.map((id) => event(2, id));
    const feed = await aFeed();
    const told = feed.hello(hello(...ids.map((id) => [id, 2])));
    assert.equal(Object.keys(told).length, 300);
    for (const id of Object.keys(told)) feed.heard(event(2, id));
    feed.resumed([]);
    await settled();
    for (let i = 0; i < 40; i += 1) await settled();
    assert.equal(fetched.length, 100);
    assert.equal(new Set(handed).size, 400);
    assert.equal(handed.length, 400);
  });

  test('fetches what is missing when the server has gone on without our positions', async () => {
    storage.set('position/c', 4);
    const feed = await aFeed();
    log = [event(5), event(6), event(7)];
    feed.hello(hello(['c', 6]));
    feed.heard(event(7));
    assert.deepEqual(fetched, []);
    feed.resumed([]);
    await settled();
    assert.deepEqual(handed, ['c5', 'c6', 'c7']);
  });

  test('ends a conversation with the own removal, and begins it anew with the next joining', async () => {
    const feed = await following();
    feed.heard(event(5, 'c', 'participant.removed', { user_id: 'bob' }));
    feed.heard(event(6, 'c', 'participant.removed', { user_id: 'ada' }));
    await settled();
    assert.deepEqual(stored(), {});
    feed.heard(event(7, 'c', 'participant.added', { user: { id: 'ada' } }));
    await settled();
    assert.deepEqual(handed, ['c5', 'c6', 'c7']);
    assert.deepEqual(resets, [{ id: 'c', seq: 6, reason: 'first' }]);
    assert.deepEqual(stored(), { c: 7 });
  });

  test('hears its removal while it was away, and tells what is gone without a word', async () => {
    storage.set('position/c', 4);
    storage.set('position/d', 4);
    const feed = await aFeed();
    assert.deepEqual(feed.hello(hello()), { c: 4, d: 4 });
    feed.heard(event(5, 'c', 'participant.removed', { user_id: 'ada' }));
    feed.resumed([]);
    await settled();
    assert.deepEqual(handed, ['c5']);
    assert.deepEqual(resets, [{ id: 'd', seq: null, reason: 'gone' }]);
    assert.deepEqual(stored(), {});
  });

  test('keeps a position only after the application was handed the event', async () => {
    const slow = promised();
    const feed = await following((events) => events.on('message.created', () => slow.promise));
    feed.heard(event(5));
    await settled();
    assert.deepEqual(stored(), { c: 4 });
    slow.resolve();
    await settled();
    assert.deepEqual(stored(), { c: 5 });
  });

  test('waits for the application within a conversation, not across', async () => {
    const slow = promised();
    const begun = [];
    const feed = await aFeed((events) =>
      events.on('message.created', (e) => {
        begun.push(`${e.conversation_id}${e.seq}`);
        return e.conversation_id === 'c' ? slow.promise : undefined;
      }),
    );
    storage.set('position/c', 4);
    feed.hello(hello(['c', 4], ['d', 1]));
    feed.resumed([]);
    feed.heard(event(5));
    feed.heard(event(6));
    feed.heard(event(2, 'd'));
    await settled();
    assert.deepEqual(begun.sort(), ['c5', 'd2']);
    slow.resolve();
    await settled();
    assert.deepEqual(begun.sort(), ['c5', 'c6', 'd2']);
  });

  test('goes on after a listener that throws, and reports it', async () => {
    const feed = await following((events) =>
      events.on('message.created', () => {
        throw new Error('a bug');
      }),
    );
    feed.heard(event(5));
    feed.heard(event(6));
    await settled();
    assert.equal(errors.length, 2);
    assert.deepEqual(stored(), { c: 6 });
  });

  test('tells a reset until it was loaded, and holds the events back as long', async () => {
    let tries = 0;
    const feed = await aFeed((events) =>
      events.on('reset', async () => {
        if (++tries < 3) throw new Error('no network');
      }),
    );
    feed.hello(hello(['c', 4]));
    feed.resumed([]);
    feed.heard(event(5));
    await settled();
    assert.deepEqual([handed, stored()], [[], {}]);
    await clock.advance(10_000);
    assert.equal(tries, 3);
    assert.deepEqual(handed, ['c5']);
    assert.deepEqual(stored(), { c: 5 });
  });

  test('does not pile upon a slow application, and fetches the rest when it has caught up', async () => {
    const slow = promised();
    let first = true;
    const feed = await following((events) =>
      events.on('message.created', () => (first ? ((first = false), slow.promise) : undefined)),
    );
    for (let seq = 5; seq <= 1_504; seq += 1) {
      log.push(event(seq));
      feed.heard(event(seq));
    }
    await settled();
    slow.resolve();
    for (let i = 0; i < 40; i += 1) await settled();
    assert.equal(handed.length, 1_500);
    assert.equal(handed.at(-1), 'c1504');
    assert.ok(fetched.length >= 5);
  });

  test('hands nothing over after its end', async () => {
    const slow = promised();
    const feed = await following((events) => events.on('message.created', () => slow.promise));
    feed.heard(event(5));
    feed.heard(event(6));
    await settled();
    feed.close();
    slow.resolve();
    await settled();
    assert.deepEqual(handed, ['c5']);
    assert.deepEqual(stored(), { c: 4 });
  });
});
