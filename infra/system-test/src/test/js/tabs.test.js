import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Parley, memoryStorage } from '../../../../../api/src/main/resources/web/sdk/parley.js';
import { Tabs } from '../../../../../api/src/main/resources/web/sdk/tabs.js';
import { FakeClock, answer, fakeBrowser, fakeSockets, settled } from './fakes.js';

const name = 'parley/default';

/** A browser whose tabs share a session, and the server: conversation `c`, its events as given. */
function aBrowser() {
  const [browser, clock, sockets, storage] = [fakeBrowser(), new FakeClock(), fakeSockets(), memoryStorage()];
  const log = [];
  const asked = [];
  const session = {
    user: { id: 'ada', username: 'ada' },
    session_id: 's',
    access_token: 'a',
    refresh_token: 'r',
    expires_in: 86_400,
  };
  const fetch = async (url) => {
    const { pathname, searchParams } = new URL(url);
    asked.push(pathname);
    if (pathname.endsWith('/login')) return answer(200, session);
    if (pathname.endsWith('/tickets')) return answer(201, { ticket: 't', url: 'ws://push/ws?ticket=t' });
    const after = Number(searchParams.get('after'));
    return answer(200, { items: log.filter(({ seq }) => seq > after).slice(0, 100) });
  };
  const open = async () => {
    const self = browser.tab();
    const { WebSocket } = sockets;
    const after = (ms, job) => clock.after(ms, () => self.isInBackground || job());
    const own = { now: clock.now, random: clock.random, after };
    const options = { storage, positions: memoryStorage(), fetch, WebSocket, clock: own };
    const parley = new Parley({ api: 'http://api', tabs: new Tabs({ name, ...self }), ...options });
    const tab = { self, parley, seqs: [], typing: [], resets: [], statuses: [], hellos: 0 };
    parley.on('hello', () => void (tab.hellos += 1));
    parley.on('durable', ({ seq }) => void tab.seqs.push(seq));
    parley.on('typing.started', ({ data }) => void tab.typing.push(data.user_id));
    parley.on('reset', ({ conversations }) => void tab.resets.push(...conversations));
    parley.on('connection', ({ status }) => void tab.statuses.push(status));
    (await parley.restore()) ?? (await parley.login({ username: 'ada', password: 'secret' }));
    await parley.connect();
    await settled();
    await settled();
    return tab;
  };
  /** The server's next event, on the socket that there is. */
  const happens = ({ isHeard = true } = {}) => {
    const seq = (log.at(-1)?.seq ?? 0) + 1;
    log.push({ type: 'message.created', conversation_id: 'c', seq, data: { sender: { id: 'bob' } } });
    if (isHeard) sockets.last().says(log.at(-1));
  };
  /** Accepts the newest socket, and replays what its resume frame asks for. */
  const accept = async () => {
    const socket = sockets.last();
    socket.hello([{ id: 'c', seq: log.at(-1)?.seq ?? 0 }]);
    const from = socket.sentOf('resume')[0].data.positions.c ?? Infinity;
    for (const event of log.filter(({ seq }) => seq > from)) socket.says(event);
    socket.resumed();
    await settled();
    await settled();
  };
  return { browser, clock, sockets, asked, log, open, happens, accept };
}

/** Three tabs, live by one socket, each having heard of one event. */
async function three() {
  const system = aBrowser();
  const tabs = [await system.open()];
  await system.accept();
  tabs.push(await system.open(), await system.open());
  system.happens();
  await settled();
  return { ...system, tabs };
}

const seqsOf = (tabs) => tabs.map(({ seqs }) => seqs.join(' '));
const statusOf = (tabs) => tabs.map(({ parley }) => parley.connection);

describe('the tabs of one browser', () => {
  test('share one socket, and each hears every event', async () => {
    const { tabs, sockets, happens, asked } = await three();
    for (let n = 0; n < 3; n += 1) happens();
    await settled();
    assert.equal(sockets.opened.length, 1);
    assert.deepEqual(statusOf(tabs), ['live', 'live', 'live']);
    assert.deepEqual(seqsOf(tabs), ['1 2 3 4', '1 2 3 4', '1 2 3 4']);
    assert.deepEqual(asked.filter((path) => path.endsWith('/events')), []);
    assert.deepEqual(tabs[1].statuses, ['connecting', 'live']);
  });

  test('a tab that opens later begins with how it stands by then', async () => {
    const { tabs, open, happens, asked } = await three();
    happens();
    const late = await open();
    assert.deepEqual(late.resets, [{ id: 'c', seq: 2, reason: 'first' }]);
    happens();
    await settled();
    assert.deepEqual(seqsOf([...tabs, late]), ['1 2 3', '1 2 3', '1 2 3', '3']);
    assert.deepEqual(asked.filter((path) => path.endsWith('/events')), []);
  });

  test('a tab that opens after the end of a conversation is not told of it', async () => {
    const { sockets, open } = await three();
    const data = { user_id: 'ada' };
    sockets.last().hello([{ id: 'c', seq: 1 }]);
    sockets.last().says({ type: 'hello', data: { user: { id: 'ada' }, conversations: [{ id: 'c', seq: 1 }] } });
    sockets.last().resumed();
    sockets.last().says({ type: 'participant.removed', conversation_id: 'c', seq: 2, data });
    await settled();
    assert.deepEqual((await open()).resets, []);
  });

  test('when the leader goes, the next one leads, and nobody loses, doubles or reorders', async () => {
    const { tabs, sockets, happens, accept } = await three();
    happens();
    await settled();
    tabs[0].self.die();
    // One between two frames, heard by nobody.
    happens();
    happens({ isHeard: false });
    await settled();
    await settled();
    assert.equal(sockets.opened.length, 2);
    await accept();
    happens();
    await settled();
    assert.deepEqual(seqsOf(tabs.slice(1)), ['1 2 3 4 5', '1 2 3 4 5']);
    assert.deepEqual(statusOf(tabs.slice(1)), ['live', 'live']);
  });

  test('a tab that is closed in order gives the socket up as well', async () => {
    const { tabs, sockets, happens, accept } = await three();
    await tabs[0].parley.close();
    await settled();
    assert.equal(sockets.opened[0].isClosed, true);
    assert.equal(sockets.opened.length, 2);
    await accept();
    happens();
    await settled();
    assert.deepEqual(seqsOf(tabs), ['1', '1 2', '1 2']);
  });

  test('a leader that no longer answers is relieved, and follows when it wakes', async () => {
    const { tabs, sockets, happens, accept, clock } = await three();
    tabs[0].self.isAsleep = true;
    await clock.advance(9_000);
    assert.equal(sockets.opened.length, 1);
    await clock.advance(6_000);
    assert.equal(sockets.opened.length, 2);
    await accept();
    tabs[0].self.isAsleep = false;
    await clock.advance(1_000);
    happens();
    await settled();
    await settled();
    // Asleep as it was, it has not heard who leads.
    await clock.advance(15_000);
    happens();
    await settled();
    assert.equal(sockets.opened.length, 2);
    assert.equal(sockets.opened[0].isClosed, true);
    assert.deepEqual(seqsOf(tabs), ['1 2 3', '1 2 3', '1 2 3']);
    assert.deepEqual(statusOf(tabs), ['live', 'live', 'live']);
  });

  test('a leader that answers is not relieved, however quiet it is', async () => {
    const { tabs, sockets, clock } = await three();
    for (let n = 0; n < 30; n += 1) {
      await clock.advance(10_000);
      sockets.last().says({ type: 'pong', data: {} });
    }
    assert.equal(sockets.opened.length, 1);
    assert.deepEqual(statusOf(tabs), ['live', 'live', 'live']);
  });

  test('a tab that has slept sees that it has missed something, and fetches it', async () => {
    const { tabs, happens, sockets, clock, asked } = await three();
    tabs[2].self.isAsleep = true;
    happens();
    happens();
    await settled();
    tabs[2].self.isAsleep = false;
    const { hellos } = tabs[2];
    await clock.advance(11_000);
    assert.equal(tabs[2].hellos, hellos + 1);
    assert.deepEqual(seqsOf(tabs), ['1 2 3', '1 2 3', '1 2 3']);
    happens();
    await settled();
    assert.deepEqual(seqsOf(tabs), ['1 2 3 4', '1 2 3 4', '1 2 3 4']);
    assert.equal(sockets.opened.length, 1);
    assert.equal(asked.filter((path) => path.endsWith('/events')).length, 1);
  });

  test('a tab that has slept asks once how it stands, however much it hears', async () => {
    const { tabs, happens, clock } = await three();
    tabs[2].self.isAsleep = true;
    happens();
    await clock.advance(1_000);
    tabs[2].self.isAsleep = false;
    const { hellos } = tabs[2];
    for (let n = 0; n < 5; n += 1) happens();
    await settled();
    await settled();
    assert.equal(tabs[2].hellos, hellos + 1);
    assert.deepEqual(seqsOf(tabs), ['1 2 3 4 5 6 7', '1 2 3 4 5 6 7', '1 2 3 4 5 6 7']);
  });

  test('all hear of typing, and of how the connection stands', async () => {
    const { tabs, sockets, clock, accept } = await three();
    const data = { conversation_id: 'c', user_id: 'bob' };
    sockets.last().says({ type: 'typing.started', data });
    await settled();
    assert.deepEqual(tabs.map(({ typing }) => typing), [['bob'], ['bob'], ['bob']]);
    sockets.last().ends(1006);
    await settled();
    assert.deepEqual(statusOf(tabs), ['waiting', 'waiting', 'waiting']);
    await clock.advance(500);
    await accept();
    assert.deepEqual(statusOf(tabs), ['live', 'live', 'live']);
    assert.equal(sockets.opened.length, 2);
  });

  test('what a follower commands goes out by the leader, and the answer comes back', async () => {
    const { tabs, sockets } = await three();
    const done = tabs[2].parley.command('message.edit', { message_id: 'm', content: 'x' });
    const refused = tabs[1].parley.command('message.delete', { message_id: 'n' });
    await settled();
    const [edit] = sockets.last().sentOf('message.edit');
    const [deletion] = sockets.last().sentOf('message.delete');
    sockets.last().says({ type: 'ack', id: edit.id, data: { id: 'm' } });
    const error = { code: 'not_found', status: 404, detail: 'There is none.' };
    sockets.last().says({ type: 'error', id: deletion.id, error });
    assert.deepEqual(await done, { id: 'm' });
    await assert.rejects(refused, { name: 'ParleyProblem', ...error });
  });

  test('what was commanded of a leader that goes fails: nobody knows whether it was done', async () => {
    const { tabs } = await three();
    const asked = tabs[2].parley.command('message.delete', { message_id: 'n' });
    const outcome = assert.rejects(asked, { code: 'network_error' });
    tabs[0].self.die();
    await settled();
    await settled();
    await outcome;
  });

  test('a read mark of a follower outlives the leader', async () => {
    const { tabs, sockets, accept, clock } = await three();
    tabs[1].parley.read('c', 1);
    await settled();
    assert.equal(sockets.last().sentOf('receipt.read').length, 1);
    tabs[0].self.die();
    await settled();
    await settled();
    await accept();
    await clock.advance(1_000);
    assert.equal(sockets.last().sentOf('receipt.read').length, 1);
  });

  test('what the server ends for good is ended for all', async () => {
    const { tabs, sockets, clock } = await three();
    sockets.last().ends(4409);
    await settled();
    await clock.advance(60_000);
    assert.deepEqual(statusOf(tabs), ['stopped', 'stopped', 'stopped']);
    assert.equal(sockets.opened.length, 1);
    await tabs[1].parley.connect();
    await settled();
    await settled();
    assert.equal(sockets.opened.length, 2);
  });

  test('who is looked at reminds a leader whose timers are late', async () => {
    const { tabs, sockets, clock } = await three();
    tabs[0].self.isInBackground = true;
    sockets.last().ends(1006);
    await settled();
    await clock.advance(1_000);
    assert.equal(sockets.opened.length, 1);
    await clock.advance(1_000);
    assert.equal(sockets.opened.length, 2);
  });

  test('another session has a socket of its own', async () => {
    const { browser, sockets, clock } = await three();
    const self = browser.tab();
    const session = { user: { id: 'bob' }, session_id: 'other', access_token: 'a', refresh_token: 'q' };
    const fetch = async (url) =>
      url.endsWith('/login')
        ? answer(200, { ...session, expires_in: 900 })
        : answer(201, { ticket: 't', url: 'ws://push/ws?ticket=t' });
    const options = { storage: memoryStorage(), fetch, WebSocket: sockets.WebSocket, clock };
    const parley = new Parley({ api: 'http://api', tabs: new Tabs({ name, ...self }), ...options });
    await parley.login({ username: 'bob', password: 'secret' });
    await parley.connect();
    await settled();
    await settled();
    assert.equal(sockets.opened.length, 2);
  });
});
