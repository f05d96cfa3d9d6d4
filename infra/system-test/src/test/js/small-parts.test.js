import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Events } from '../../../../../api/src/main/resources/web/sdk/events.js';
import { Positions } from '../../../../../api/src/main/resources/web/sdk/positions.js';
import { ParleyProblem } from '../../../../../api/src/main/resources/web/sdk/problem.js';
import { Receipts } from '../../../../../api/src/main/resources/web/sdk/receipts.js';
import { folderStorage } from '../../../../../api/src/main/resources/web/sdk/storage-node.js';
import {
  localStorageStorage,
  memoryStorage,
  partOf,
} from '../../../../../api/src/main/resources/web/sdk/storage.js';
import { Tabs } from '../../../../../api/src/main/resources/web/sdk/tabs.js';
import { Typing } from '../../../../../api/src/main/resources/web/sdk/typing.js';
import { FakeClock, promised, settled } from './fakes.js';

/** As browsers have it. */
function fakeLocalStorage() {
  const values = new Map();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, String(value)),
    removeItem: (key) => values.delete(key),
    key: (i) => [...values.keys()][i] ?? null,
    get length() {
      return values.size;
    },
  };
}

const storages = {
  memory: memoryStorage,
  localStorage: () => localStorageStorage(fakeLocalStorage()),
  'a folder': () => folderStorage(mkdtempSync(join(tmpdir(), 'parley-'))),
};

for (const [name, made] of Object.entries(storages)) {
  test(`${name} keeps, forgets, and lists by prefix in order`, async () => {
    const storage = partOf(made(), 'parley/x/');
    assert.equal(await storage.get('a'), undefined);
    await storage.set('outbox/c/2', { text: 'zwölf "/%' });
    await storage.set('outbox/c/1', [1]);
    await storage.set('position/c', 7);
    assert.deepEqual(await storage.get('outbox/c/2'), { text: 'zwölf "/%' });
    assert.deepEqual(await storage.entries('outbox/'), [
      ['outbox/c/1', [1]],
      ['outbox/c/2', { text: 'zwölf "/%' }],
    ]);
    await storage.delete('outbox/c/1');
    await storage.delete('outbox/c/1');
    assert.deepEqual((await storage.entries('outbox/')).length, 1);
  });
}

test('a folder shows the old entry or the new one, never half of one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-'));
  const storage = folderStorage(folder);
  storage.set('session', { n: 1 });
  const [file] = readdirSync(folder);
  // What a process leaves that died while it was writing aside.
  writeFileSync(join(folder, `${file}%`), '{"n":');
  assert.deepEqual(storage.get('session'), { n: 1 });
  assert.deepEqual(storage.entries('').length, 1);
});

describe('typing', () => {
  function setUp() {
    const clock = new FakeClock();
    const told = [];
    const heard = [];
    const events = new Events();
    events.on('typing.stopped', ({ data }) => heard.push(data.user_id));
    const command = async (type) => void told.push(type);
    return { clock, told, heard, typing: new Typing({ clock, command, events }) };
  }
  const frame = (type) => ({ type, data: { conversation_id: 'c', user_id: 'bob' } });

  test('is told every three seconds at most, and its end once', async () => {
    const { clock, told, typing } = setUp();
    for (let i = 0; i < 40; i += 1) {
      typing.mine('c', true);
      await clock.advance(100);
    }
    typing.mine('c', false);
    typing.mine('c', false);
    assert.deepEqual(told, ['typing.start', 'typing.start', 'typing.stop']);
  });

  test('of others ends by itself, once', async () => {
    const { clock, heard, typing } = setUp();
    typing.heard(frame('typing.started'));
    await clock.advance(5_000);
    typing.heard(frame('typing.started'));
    await clock.advance(5_000);
    assert.deepEqual(heard, []);
    await clock.advance(2_000);
    assert.deepEqual(heard, ['bob']);
    assert.equal(typing.heard(frame('typing.stopped')), false);
  });
});

describe('receipts', () => {
  test('of one conversation replace each other while one is on its way', async () => {
    const told = [];
    const slow = promised();
    const tell = (kind, id, seq) => (told.push([kind, id, seq]), told.length === 1 ? slow.promise : undefined);
    const receipts = new Receipts({ clock: new FakeClock(), tell });
    for (const seq of [1, 2, 5, 3]) receipts.mark('read', 'c', seq);
    receipts.mark('read', 'd', 1);
    slow.resolve();
    await settled();
    assert.deepEqual(told, [['read', 'c', 1], ['read', 'd', 1], ['read', 'c', 5]]);
  });

  test('are told again when the network is back, and not when they are refused', async () => {
    const told = [];
    const answers = [ParleyProblem.network(), new ParleyProblem({ code: 'not_found', status: 404 })];
    const tell = async (kind, id, seq) => {
      told.push(seq);
      const problem = answers.shift();
      if (problem) throw problem;
    };
    const clock = new FakeClock();
    const receipts = new Receipts({ clock, tell });
    receipts.mark('read', 'c', 4);
    await settled();
    receipts.wake();
    await clock.advance(60_000);
    assert.deepEqual(told, [4, 4]);
  });
});

describe('positions', () => {
  test('are written one after the other, the newest of each', async () => {
    const written = [];
    const gate = promised();
    const storage = { set: (key, seq) => (written.push([key, seq]), gate.promise) };
    const positions = new Positions(storage, () => {});
    for (const seq of [1, 2, 3]) positions.put('c', seq);
    gate.resolve();
    await positions.flush();
    assert.deepEqual(written, [['position/c', 1], ['position/c', 3]]);
  });

  test('that cannot be written are reported, and hold nothing up', async () => {
    const errors = [];
    const storage = { set: () => Promise.reject(new Error('full')) };
    const positions = new Positions(storage, (error) => errors.push(error.message));
    positions.put('c', 1);
    await positions.flush();
    assert.deepEqual(errors, ['full']);
  });

  test('that are no numbers count as absent', async () => {
    const storage = memoryStorage();
    storage.set('position/c', 'seven');
    storage.set('position/d', 7);
    assert.deepEqual(await new Positions(storage, () => {}).all(), [['d', 7]]);
  });

  test('one that is put at the moment when the others are written is written too', async () => {
    for (let moments = 0; moments < 20; moments += 1) {
      const positions = new Positions(memoryStorage(), assert.fail);
      positions.put('c', 1);
      for (let i = 0; i < moments; i += 1) await null;
      positions.put('c', 2);
      await positions.flush();
      assert.deepEqual(await positions.all(), [['c', 2]], `after ${moments}`);
    }
  });
});

test('turns are taken one after the other, also after a failure', async () => {
  const tabs = new Tabs({ name: 'test' });
  const order = [];
  const slow = promised();
  const one = tabs.exclusively('x', async () => (order.push(1), slow.promise));
  const two = tabs.exclusively('x', async () => void order.push(2));
  await tabs.exclusively('y', async () => void order.push('y'));
  assert.deepEqual(order, [1, 'y']);
  slow.reject(new Error('failed'));
  await assert.rejects(one);
  await two;
  assert.deepEqual(order, [1, 'y', 2]);
});
