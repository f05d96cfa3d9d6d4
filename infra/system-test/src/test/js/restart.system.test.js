import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { history, live, next, notebook, person, restarted, skip, timeout } from './people.js';

const noControl = skip || (restarted.control ? false : 'no push node may be restarted');
// More of them for figures.
const rounds = Number(process.env.PARLEY_RESTARTS ?? 1);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Two who share a room, live on the node that will be restarted. */
async function two(t) {
  const { node } = restarted;
  const both = [await person('ada', { node }), await person('bob', { node })];
  t.after(() => Promise.all(both.map(({ leave }) => leave())));
  for (const someone of both) {
    await someone.register();
    someone.notes = notebook(someone.parley);
    await live(someone.parley);
  }
  const [ada, bob] = both;
  const members = { participant_ids: [bob.parley.user.id], name: 'The room' };
  return { both, room: (await ada.parley.conversations.create(members)).id };
}

/** Writes until it is stopped, and answers what was sent. */
function typing({ parley, name }, room) {
  const sent = [];
  const stopped = new AbortController();
  const over = (async () => {
    for (let n = 1; !stopped.signal.aborted; n += 1) {
      sent.push(parley.send(room, { content: `${name} ${n}` }).sent);
      // While they are away fewer than can be replayed are written, however long a start takes.
      await pause(200);
    }
  })();
  const stop = async () => {
    stopped.abort();
    await over;
    return (await Promise.all(sent)).length;
  };
  return { stop };
}

describe('when the push node', { skip: noControl, timeout }, () => {
  for (let round = 1; round <= rounds; round += 1) {
    for (const how of ['kill', 'drain']) {
      test(`is restarted (${how}) while both type, both go on by themselves`, async (t) => {
        const { both, room } = await two(t);
        const writers = both.map((someone) => typing(someone, room));
        await Promise.all(both.map(({ notes }) => notes.hasAll(room, Array(10))));

        const restarting = fetch(`${restarted.control}/${how}`, { method: 'POST' });
        const back = both.map(async ({ parley }) => {
          await next(parley, 'connection', ({ status }) => status === 'waiting', 120_000);
          await next(parley, 'connection', ({ status }) => status === 'live', 120_000);
          return Date.now();
        });
        await restarting;
        const ready = Date.now();
        const took = (await Promise.all(back)).map((at) => at - ready);
        console.log(`${how}: live again ${took.map((ms) => `${ms} ms`).join(' and ')} after the node was`);

        // And they do go on: what is written from here on arrives as well.
        const before = both.map(({ notes }) => notes.contents(room).length);
        await Promise.all(both.map(({ notes }, i) => notes.hasAll(room, Array(before[i] + 10))));
        const counts = await Promise.all(writers.map(({ stop }) => stop()));
        const wanted = (await history(both[0].parley, room)).map(({ content }) => content);
        assert.equal(wanted.length, counts[0] + counts[1]);
        for (const { parley, notes, name } of both) {
          await notes.hasAll(room, wanted);
          assert.deepEqual(notes.contents(room), wanted);
          const own = wanted.filter((content) => content.startsWith(name));
          assert.deepEqual(own, own.map((_, i) => `${name} ${i + 1}`));
          assert.deepEqual(parley.outbox(), []);
        }
      });
    }
  }
});
