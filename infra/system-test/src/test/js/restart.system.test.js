import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { history, live, notebook, person, skip } from './people.js';

const control = process.env.PARLEY_CONTROL;
const noControl = skip || (control ? false : 'PARLEY_CONTROL cannot restart the push node');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

describe('when the push node', { skip: noControl }, () => {
  for (const how of ['kill', 'drain']) {
    test(`is restarted (${how}) while both type, both go on by themselves within 5 s`, async (t) => {
      const two = [await person('ada'), await person('bob')];
      t.after(() => Promise.all(two.map(({ leave }) => leave())));
      for (const someone of two) {
        await someone.register();
        someone.notes = notebook(someone.parley);
        await live(someone.parley);
      }
      const [ada, bob] = two;
      const members = { participant_ids: [bob.parley.user.id], name: 'The room' };
      const room = (await ada.parley.conversations.create(members)).id;

      const sent = [];
      let isTyping = true;
      const typing = two.map(async ({ parley, name }) => {
        for (let n = 1; isTyping; n += 1) {
          sent.push(parley.send(room, { content: `${name} ${n}` }).sent);
          await sleep(50);
        }
      });
      await sleep(500);
      await fetch(`${control}/${how}`, { method: 'POST' });
      const ready = Date.now();
      const back = two.map(async ({ parley }) => {
        while (parley.connection !== 'live') await sleep(10);
        return Date.now() - ready;
      });
      const took = await Promise.all(back);
      console.log(`${how}: live again ${took.map((ms) => `${ms} ms`).join(' and ')} after the node was`);
      await sleep(500);
      isTyping = false;
      await Promise.all([...typing, ...sent]);

      const wanted = (await history(ada.parley, room)).map(({ content }) => content);
      assert.equal(wanted.length, sent.length);
      for (const { parley, notes, name } of two) {
        await notes.hasAll(room, wanted);
        assert.deepEqual(notes.contents(room), wanted);
        const own = wanted.filter((content) => content.startsWith(name));
        assert.deepEqual(own, own.map((_, i) => `${name} ${i + 1}`));
        assert.deepEqual(parley.outbox(), []);
      }
      for (const ms of took) assert.ok(ms < 5_000, `it took ${ms} ms`);
    });
  }
});
