import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { systemClock } from '../../../../../api/src/main/resources/web/sdk/clock.js';
import { memoryStorage } from '../../../../../api/src/main/resources/web/sdk/parley.js';
import { history, live, next, notebook, person, skip, timeout } from './people.js';

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Who leaves with the test, however it ends: what stays open would keep the process alive. */
async function someone(t, { name = 'ada', ...options } = {}) {
  const one = await person(name, options);
  t.after(() => one.leave());
  return one;
}

/** Two who share a room, both live, each with a network of their own. */
async function two(t, ofBob = {}) {
  const [ada, bob] = [await someone(t), await someone(t, { name: 'bob', ...ofBob })];
  await Promise.all([ada.register(), bob.register()]);
  ofBob.clock?.hasten();
  ada.notes = notebook(ada.parley);
  bob.notes = notebook(bob.parley);
  const members = { participant_ids: [bob.parley.user.id], name: 'The room' };
  const room = (await ada.parley.conversations.create(members)).id;
  await Promise.all([live(ada.parley), live(bob.parley)]);
  return { ada, bob, room };
}

function assertOnceInOrder(events) {
  const seqs = events.map(({ seq }) => seq);
  assert.deepEqual(seqs, seqs.map((_, i) => seqs[0] + i), 'each number once, in order');
}

const contentsOf = (messages) => messages.map(({ content }) => content);

/** A clock by which, once it is hastened, everything waits a fifth of its time. */
function hastyClock() {
  let [begun, since, pace] = [Date.now(), Date.now(), 1];
  const now = () => begun + (Date.now() - since) * pace;
  const hasten = () => ([begun, since, pace] = [now(), Date.now(), 5]);
  return { now, random: Math.random, after: (ms, job) => systemClock.after(ms / pace, job), hasten };
}

// Most of them wait most of the time, each with people of its own.
describe('with a network that breaks', { skip, timeout, concurrency: 4 }, () => {
  const breaks = {
    'is cut': (network) => network.cut(),
    'is closed by halves': (network) => network.halfClose(),
    'loses answers': (network) => network.loseAnswers(2),
    'refuses for a second': async (network) => {
      network.refuse();
      await sleep(1_000);
      network.heal();
    },
    'stalls for a second': async (network) => {
      network.stall();
      await sleep(1_000);
      network.heal();
    },
  };

  for (const [how, breaking] of Object.entries(breaks)) {
    test(`that ${how}, while people write, nothing is lost or doubled`, async (t) => {
      const { ada, bob, room } = await two(t);
      const wanted = Array.from({ length: 30 }, (_, i) => `${i}`);
      const networks = [ada.api, ada.push, bob.api, bob.push];
      const sending = [];
      for (const [i, content] of wanted.entries()) {
        sending.push(ada.parley.send(room, { content }).sent);
        if (i % 10 === 5) await Promise.all(networks.map(breaking));
        await sleep(20);
      }
      await Promise.all(sending);
      await Promise.all([ada, bob].map(({ notes }) => notes.hasAll(room, wanted)));
      assert.deepEqual(contentsOf(await history(ada.parley, room)), wanted);
      for (const { notes } of [ada, bob]) {
        assert.deepEqual(notes.contents(room), wanted);
        assertOnceInOrder(notes.of(room));
      }
      assert.deepEqual(ada.parley.outbox(), []);
    });
  }

  test('who has missed more than can be replayed is told to load anew, and goes on', async (t) => {
    const { ada, bob, room } = await two(t);
    bob.notes.resets.length = 0;
    bob.push.refuse();
    let missed = 0;
    const path = `/v1/conversations/${room}/messages`;
    const writing = Array.from({ length: 10 }, async () => {
      while (missed < 1_010) {
        missed += 1;
        await ada.parley.request('POST', path, { body: { content: 'missed' } });
      }
    });
    await Promise.all(writing);
    bob.push.heal();
    await live(bob.parley);
    await ada.parley.send(room, { content: 'after it' }).sent;
    const has = () => bob.notes.contents(room).includes('after it');
    await bob.notes.until(has, () => 'the message after it');
    assert.deepEqual(bob.notes.resets.map(({ id, reason }) => [id, reason]), [[room, 'gap']]);
    assert.deepEqual(bob.notes.contents(room), ['after it']);
  });

  test('people go on by themselves when it is back', async (t) => {
    const { ada, bob, room } = await two(t);
    for (const network of [ada.api, ada.push, bob.api, bob.push]) network.refuse();
    ada.parley.send(room, { content: 'written offline' });
    await sleep(4_000);
    for (const network of [ada.api, ada.push, bob.api, bob.push]) network.heal();
    const back = Date.now();
    await bob.notes.hasAll(room, ['written offline']);
    console.log(`offline: went on ${Date.now() - back} ms after the network was back`);
  });

  test('a socket on which nothing comes any more is noticed', async (t) => {
    const { ada, bob, room } = await two(t, { clock: hastyClock() });
    bob.push.stall();
    await ada.parley.send(room, { content: 'unheard' }).sent;
    // Nothing is let through, and nothing closes: only silence tells.
    const gone = next(bob.parley, 'connection', ({ status }) => status !== 'live', 40_000);
    await gone;
    bob.push.heal();
    await bob.notes.hasAll(room, ['unheard']);
    assert.deepEqual(bob.notes.contents(room), ['unheard']);
  });

  test('a lost answer to a refresh logs nobody out', async (t) => {
    const storage = memoryStorage();
    const ada = await someone(t, { storage });
    await ada.register();
    await ada.parley.close();

    // The token is at its end, the first answers are lost on the way.
    const key = 'parley/default/session';
    const before = storage.get(key);
    storage.set(key, { ...before, expires_at: Date.now() });
    const again = await someone(t, { storage });
    const ends = [];
    again.parley.on('session.ended', ({ reason }) => ends.push(reason));
    again.api.loseAnswers(2);
    await again.parley.restore();
    const me = await again.parley.account.me();
    assert.equal(me.username, ada.credentials.username);
    assert.equal(again.api.lost, 2);
    assert.deepEqual(ends, []);
    assert.equal(storage.get(key).rotation, 1);
  });

  test('a refresh whose page died is finished by the next one', async (t) => {
    const storage = memoryStorage();
    const ada = await someone(t, { storage });
    await ada.register();
    const key = 'parley/default/session';
    storage.set(key, { ...storage.get(key), expires_at: Date.now() });
    await ada.parley.close();

    const dying = await someone(t, { storage });
    dying.api.loseAnswers(1);
    const asking = dying.parley.restore().then(() => dying.parley.account.me());
    asking.catch(() => {});
    while (dying.api.lost === 0) await sleep(5);
    const inDoubt = storage.get(key);
    await dying.leave();
    assert.ok(inDoubt.asked_at);
    storage.set(key, inDoubt);

    const next = await someone(t, { storage });
    await next.parley.restore();
    assert.equal((await next.parley.account.me()).id, inDoubt.user.id);
    assert.equal(storage.get(key).rotation, 1);
  });

  test('the end of a session from elsewhere closes the socket for good', async (t) => {
    const ada = await someone(t);
    await ada.register();
    const elsewhere = await someone(t);
    await elsewhere.parley.login(ada.credentials);
    await live(ada.parley);
    const ended = next(ada.parley, 'session.ended');
    await elsewhere.parley.account.logoutAll();
    await ended;
    assert.equal(ada.parley.user, null);
    assert.equal(ada.parley.connection, 'stopped');
    await assert.rejects(ada.parley.account.me(), { code: 'session_ended' });
  });
});
