import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { openInChromium, skip } from './chromium.js';
import { promised } from './fakes.js';
import { acceptWebSockets } from './web-sockets.js';

const sdk = new URL('../../../../../api/src/main/resources/web/sdk/', import.meta.url);
const NAMES = ['1', '2', '3'];

/** A server with one conversation, `c`, and what the tabs tell of themselves. */
async function aServer(t) {
  const [log, sockets, leaders, closing] = [[], [], [], []];
  const tabs = new Map(NAMES.map((name) => [name, { seqs: [], status: null }]));
  const conversations = () => [{ id: 'c', seq: log.length }];
  const session = {
    user: { id: 'ada', username: 'ada' },
    session_id: 's',
    access_token: 'a',
    refresh_token: 'r',
    expires_in: 900,
  };
  let address;
  let changed = () => {};
  const script = (file) => ['text/javascript', readFileSync(new URL(`browser/${file}`, import.meta.url))];
  const page = (file) => ['text/html', `<!doctype html><script type="module" src="/${file}"></script>`];
  const json = (value) => ['application/json', JSON.stringify(value)];
  const answers = {
    '/': () => page('tabs.js'),
    '/tab': () => page('tab.js'),
    '/tabs.js': () => script('tabs.js'),
    '/tab.js': () => script('tab.js'),
    '/v1/auth/login': () => json(session),
    '/v1/realtime/tickets': ({ headers }) => {
      leaders.push(headers.referer.at(-1));
      return json({ ticket: 't', url: `ws://${address}/ws?ticket=t` });
    },
    '/v1/conversations/c/events': ({ url }) => {
      const after = Number(new URL(url, 'http://here').searchParams.get('after'));
      return json({ items: log.slice(after) });
    },
    '/next-to-close': async () => {
      const next = promised();
      closing.push(next);
      return json({ close: await next.promise });
    },
    '/told': (_request, { tab, seq, status }) => {
      if (seq) tabs.get(tab).seqs.push(seq);
      if (status) tabs.get(tab).status = status;
      changed();
      return json({});
    },
  };
  const server = createServer(async (request, response) => {
    try {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const { pathname } = new URL(request.url, 'http://here');
      const ofSdk = () => ['text/javascript', readFileSync(new URL(pathname.slice('/sdk/'.length), sdk))];
      const answer = pathname.startsWith('/sdk/') ? ofSdk : answers[pathname];
      const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks)) : undefined;
      const [type, content] = await answer(request, body);
      response.writeHead(200, { 'content-type': type }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  acceptWebSockets(server, (socket) => {
    sockets.push(socket);
    const hello = { user: session.user, heartbeat_ms: 25_000, conversations: conversations() };
    socket.onframe = ({ type, id, data }) => {
      if (type === 'ping') socket.says({ type: 'pong', data: {} });
      if (type !== 'resume') return;
      const from = data.positions.c ?? hello.conversations[0].seq;
      for (const event of log.slice(from)) socket.says(event);
      socket.says({ type: 'resumed', id, data: { replayed: 0, reset: [] } });
      socket.isResumed = true;
    };
    socket.says({ type: 'hello', data: hello });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${server.address().port}`;
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    address,
    sockets,
    leaders,
    tabs,
    close: (name) => closing.pop().resolve(name),
    happens() {
      const data = { sender: { id: 'bob' } };
      log.push({ type: 'message.created', conversation_id: 'c', seq: log.length + 1, data });
      for (const socket of sockets) if (socket.isOpen && socket.isResumed) socket.says(log.at(-1));
    },
    until: (condition) =>
      new Promise((resolve) => {
        changed = () => condition() && resolve();
        changed();
      }),
  };
}

test('in a browser: three tabs share a socket, also when its tab is closed', { skip, timeout: 60_000 }, async (t) => {
  const { address, sockets, leaders, tabs, close, happens, until } = await aServer(t);
  const failed = promised();
  openInChromium(t, `http://${address}/`, failed.reject);
  const areLive = (some) => some.every(({ status }) => status === 'live');
  const have = (some, count) => some.every(({ seqs }) => seqs.length >= count);
  const numbers = (count) => Array.from({ length: count }, (_, i) => i + 1);

  const all = [...tabs.values()];
  await Promise.race([until(() => areLive(all)), failed.promise]);
  assert.equal(sockets.length, 1);
  for (let n = 0; n < 20; n += 1) happens();
  await until(() => have(all, 20));
  assert.deepEqual(all.map(({ seqs }) => seqs), all.map(() => numbers(20)));

  const [leader] = leaders;
  const others = NAMES.filter((name) => name !== leader).map((name) => tabs.get(name));
  close(leader);
  // While it goes, and after that.
  for (let n = 0; n < 100; n += 1) {
    happens();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await until(() => have(others, 120));
  happens();
  await until(() => have(others, 121));
  for (const { seqs } of others) assert.deepEqual(seqs, numbers(121));
  assert.deepEqual(tabs.get(leader).seqs, numbers(tabs.get(leader).seqs.length));
  assert.equal(sockets.length, 2);
  assert.deepEqual(sockets.map(({ isOpen }) => isOpen), [false, true]);
  assert.notEqual(leaders[1], leader);
});
