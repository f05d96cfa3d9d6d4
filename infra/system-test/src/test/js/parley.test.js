import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Parley, memoryStorage } from '../../../../../api/src/main/resources/web/sdk/parley.js';
import { FakeClock, answer, cutOff, fakeSockets, promised, settled } from './fakes.js';

/** An api of which a test says what each path answers. */
function fakeApi() {
  const asked = [];
  const answers = {
    '/v1/auth/login': ({ body }) => answer(200, session(JSON.parse(body).username)),
    '/v1/auth/logout': () => answer(204),
    '/v1/realtime/tickets': () => answer(201, { ticket: 't', expires_in: 30, url: 'ws://push/ws?ticket=t' }),
  };
  const session = (id) => ({
    user: { id, username: id },
    session_id: `session of ${id}`,
    access_token: `access of ${id}`,
    refresh_token: `refresh of ${id}`,
    expires_in: 900,
  });
  const fetch = async (url, init) => {
    const path = new URL(url).pathname;
    asked.push({ path, token: init.headers.authorization, body: init.body });
    return (answers[path] ?? (() => answer(404, { code: 'not_found' })))(init);
  };
  return { fetch, asked, answers, of: (path) => asked.filter((call) => call.path === path) };
}

function aClient(parts = {}) {
  const { storage = memoryStorage(), positions, api = fakeApi(), clock = new FakeClock() } = parts;
  const sockets = fakeSockets();
  const { fetch } = api;
  const { WebSocket } = sockets;
  const parley = new Parley({ api: 'http://api', storage, positions, fetch, WebSocket, clock });
  const events = [];
  for (const type of ['session.ended', 'durable', 'reset', 'hello']) {
    parley.on(type, (event) => void events.push(event.type ?? `${type}: ${event.reason}`));
  }
  return { parley, storage, api, clock, sockets, events };
}

async function liveAs(username, parts) {
  const client = aClient(parts);
  await client.parley.login({ username, password: 'secret' });
  await client.parley.connect();
  await settled();
  client.sockets.last().hello([{ id: 'c', seq: 4 }]);
  client.sockets.last().resumed();
  await settled();
  return client;
}

const created = (seq, data) => ({ type: 'message.created', conversation_id: 'c', seq, data });
const posts = '/v1/conversations/c/messages';

describe('a client', () => {
  test('logs in, connects, and hears', async () => {
    const { parley, sockets, events } = await liveAs('ada');
    assert.deepEqual([parley.user.id, parley.connection], ['ada', 'live']);
    sockets.last().says(created(5, { sender: { id: 'bob' } }));
    await settled();
    assert.deepEqual(events, ['hello', 'reset', 'message.created']);
  });

  test('goes on after a reload, from its position and with its outbox', async () => {
    const first = await liveAs('ada');
    first.api.answers[posts] = () => Promise.reject(cutOff());
    first.sockets.last().says(created(5, {}));
    first.parley.send('c', { content: 'hello' });
    await settled();
    await first.parley.close();

    const { parley, api, sockets, events } = aClient({ storage: first.storage });
    api.answers[posts] = () => answer(201, { id: 'm' });
    assert.equal((await parley.restore()).id, 'ada');
    await settled();
    assert.equal(JSON.parse(api.of(posts)[0].body).content, 'hello');
    await parley.connect();
    await settled();
    sockets.last().hello([{ id: 'c', seq: 7 }]);
    assert.deepEqual(sockets.last().sentOf('resume')[0].data, { positions: { c: 5 } });
    assert.ok(!events.includes('reset'));
  });

  test('that keeps no events across reloads begins anew with each page', async () => {
    const first = await liveAs('ada', { positions: memoryStorage() });
    first.sockets.last().says(created(5, {}));
    await settled();
    await first.parley.close();
    assert.deepEqual(first.storage.entries('').map(([key]) => key), ['parley/default/session']);
    const { storage } = first;
    const { parley, sockets, events } = aClient({ storage, positions: memoryStorage() });
    await parley.restore();
    await parley.connect();
    await settled();
    sockets.last().hello([{ id: 'c', seq: 7 }]);
    await settled();
    assert.deepEqual(events, ['hello', 'reset']);
  });

  // After a backup was restored all sessions have ended, and the server may have gone past what we
  // had with other events: nothing would look like a gap.
  test('does not go on from the positions of an earlier session', async () => {
    const first = await liveAs('ada');
    first.sockets.last().says(created(5, {}));
    await settled();
    await first.parley.close();

    const { parley, sockets, events } = aClient({ storage: first.storage });
    await parley.login({ username: 'ada', password: 'secret' });
    await parley.connect();
    await settled();
    sockets.last().hello([{ id: 'c', seq: 7 }]);
    await settled();
    assert.deepEqual(sockets.last().sentOf('resume')[0].data, { positions: {} });
    assert.deepEqual(events, ['hello', 'reset']);
  });

  test('forgets also a position that was being written when somebody logged in again', async () => {
    const memory = memoryStorage();
    const gate = promised();
    const set = async (key, value) => {
      if (key.includes('/position/')) await gate.promise;
      memory.set(key, value);
    };
    const { parley, sockets } = await liveAs('ada', { storage: { ...memory, set } });
    sockets.last().says(created(5, { sender: { id: 'bob' } }));
    await settled();
    const entering = parley.login({ username: 'ada', password: 'secret' });
    await settled();
    gate.resolve();
    await entering;
    await settled();
    assert.deepEqual(memory.entries('parley/default/ada/position/'), []);
  });

  test('leaves nothing behind after a log-out, and tells the server', async () => {
    const { parley, api, storage, sockets, events } = await liveAs('ada');
    api.answers[posts] = () => Promise.reject(cutOff());
    parley.send('c', { content: 'hello' });
    await settled();
    assert.ok(storage.entries('').length >= 3);
    await parley.logout();
    assert.deepEqual(storage.entries(''), []);
    assert.deepEqual(api.of('/v1/auth/logout').map(({ body }) => body), ['{"refresh_token":"refresh of ada"}']);
    assert.equal(sockets.last().isClosed, true);
    assert.equal(parley.user, null);
    assert.ok(events.includes('session.ended: logout'));
    assert.throws(() => parley.send('c', { content: 'x' }), { code: 'session_ended' });
    await assert.rejects(parley.connect(), { code: 'session_ended' });
  });

  test('leaves no position behind that was being written at the log-out', async () => {
    const memory = memoryStorage();
    const gate = promised();
    const set = async (key, value) => {
      if (key.includes('/position/')) await gate.promise;
      memory.set(key, value);
    };
    const { parley, sockets } = await liveAs('ada', { storage: { ...memory, set } });
    sockets.last().says(created(5, { sender: { id: 'bob' } }));
    await settled();
    const leaving = parley.logout();
    await settled();
    gate.resolve();
    await leaving;
    await settled();
    assert.deepEqual(memory.entries('parley/'), []);
  });

  test('never sends as one user what another has written', async () => {
    const { parley, api, clock, storage } = await liveAs('ada');
    api.answers[posts] = () => Promise.reject(cutOff());
    parley.send('c', { content: "ada's" });
    await settled();
    await parley.login({ username: 'bob', password: 'secret' });
    api.answers[posts] = () => answer(201, { id: 'm' });
    parley.send('c', { content: "bob's" });
    await clock.advance(120_000);
    const sent = api.of(posts).map(({ token, body }) => [token, JSON.parse(body).content]);
    assert.deepEqual(sent, [['Bearer access of ada', "ada's"], ['Bearer access of bob', "bob's"]]);

    await parley.close();
    const again = aClient({ storage, api, clock });
    await again.parley.login({ username: 'ada', password: 'secret' });
    await settled();
    assert.equal(JSON.parse(api.of(posts).at(-1).body).content, "ada's");
    assert.equal(api.of(posts).at(-1).token, 'Bearer access of ada');
  });

  test('does not repeat as another user what was refused as the first', async () => {
    const { parley, api, clock } = await liveAs('ada');
    const late = promised();
    api.answers[posts] = () => late.promise;
    parley.send('c', { content: "ada's" });
    await settled();
    await parley.login({ username: 'bob', password: 'secret' });
    late.resolve(answer(401, { code: 'session_revoked' }));
    await clock.advance(60_000);
    assert.deepEqual(api.of(posts).map(({ token }) => token), ['Bearer access of ada']);
  });

  test('takes its own message from the socket for the answer', async () => {
    const { parley, api, sockets } = await liveAs('ada');
    api.answers[posts] = () => new Promise(() => {});
    const { sending, sent } = parley.send('c', { content: 'hello' });
    await settled();
    const data = { id: 'm', conversation_id: 'c', client_id: sending.client_id, sender: { id: 'ada' } };
    sockets.last().says(created(5, data));
    assert.equal((await sent).id, 'm');
    assert.deepEqual(parley.outbox(), []);
  });

  test('needs an address', () => {
    assert.throws(() => new Parley(), { name: 'TypeError' });
  });
});
