import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Connection } from '../../../../../api/src/main/resources/web/sdk/connection.js';
import { ParleyProblem } from '../../../../../api/src/main/resources/web/sdk/problem.js';
import { FakeClock, fakeSockets, promised, settled } from './fakes.js';

function setUp(WebSocket) {
  const clock = new FakeClock();
  const sockets = fakeSockets();
  const tickets = [];
  const statuses = [];
  const feed = {
    frames: [],
    resets: [],
    losses: 0,
    hello: () => ({ c: 4 }),
    resumed: (reset) => feed.resets.push(reset),
    heard: (frame) => feed.frames.push(frame),
    lost: () => (feed.losses += 1),
  };
  const session = {
    user: { id: 'ada' },
    accessToken: 'access 0',
    renewed: [],
    renew: async (token) => {
      session.renewed.push(token);
      if (session.accessToken === token) session.accessToken = `access ${session.renewed.length}`;
    },
  };
  const rest = {
    failures: [],
    post: async (path) => {
      tickets.push(path);
      const failure = rest.failures.shift();
      if (failure) throw failure;
      return { ticket: 't', expires_in: 30, url: `ws://push/ws?ticket=t${tickets.length}` };
    },
  };
  const connection = new Connection({
    rest,
    session,
    feed,
    clock,
    WebSocket: WebSocket ?? sockets.WebSocket,
    userId: 'ada',
    onStatus: (change) => statuses.push(change),
  });
  return { clock, sockets, tickets, statuses, feed, session, rest, connection };
}

async function live() {
  const parts = setUp();
  parts.connection.start();
  await settled();
  parts.sockets.last().hello();
  parts.sockets.last().resumed();
  return parts;
}

describe('a connection', () => {
  test('opens with a ticket, promises to resume, and does', async () => {
    const { sockets, tickets, connection, feed, statuses } = setUp();
    connection.start();
    await settled();
    assert.deepEqual(tickets, ['/v1/realtime/tickets']);
    assert.equal(sockets.last().url, 'ws://push/ws?ticket=t1&resume=1');
    sockets.last().hello();
    assert.deepEqual(sockets.last().sent, [
      { id: 'resume', type: 'resume', data: { positions: { c: 4 } } },
    ]);
    assert.equal(connection.status, 'resuming');
    sockets.last().resumed(['d']);
    assert.deepEqual(feed.resets, [['d']]);
    assert.deepEqual(statuses.map(({ status }) => status), ['connecting', 'resuming', 'live']);
  });

  test('hands events on, and nothing of a socket that it has given up', async () => {
    const { clock, sockets, feed } = await live();
    const first = sockets.last();
    first.says({ type: 'message.created', seq: 5 });
    const { onmessage } = first;
    first.ends(1006);
    await clock.advance(1_000);
    onmessage({ data: JSON.stringify({ type: 'message.created', seq: 6 }) });
    assert.deepEqual(feed.frames.map(({ seq }) => seq), [5]);
    assert.equal(sockets.opened.length, 2);
  });

  for (const code of [1000, 1001, 1006, 1011, 4408, 4500, 4999]) {
    test(`opens again, soon, after ${code}`, async () => {
      const { clock, sockets, connection } = await live();
      sockets.last().ends(code);
      await settled();
      assert.equal(connection.status, 'waiting');
      assert.equal(sockets.opened.length, 1);
      await clock.advance(300);
      assert.equal(sockets.opened.length, 2);
    });
  }

  for (const code of [1008, 1009, 4403, 4409]) {
    test(`does not open again after ${code}, but when told to`, async () => {
      const { clock, sockets, connection, statuses } = await live();
      sockets.last().ends(code);
      await clock.advance(3_600_000);
      assert.equal(sockets.opened.length, 1);
      assert.deepEqual(statuses.at(-1), { status: 'stopped', code });
      connection.start();
      await settled();
      assert.equal(sockets.opened.length, 2);
    });
  }

  test('gets a new token after 4401', async () => {
    const { clock, sockets, session } = await live();
    sockets.last().ends(4401);
    await clock.advance(300);
    assert.deepEqual(session.renewed, ['access 0']);
    assert.equal(sockets.opened.length, 2);
  });

  test('stops after 4401 when the session has ended', async () => {
    const { clock, sockets, session, connection, rest } = await live();
    session.renew = async () => {
      session.user = null;
      rest.failures = [ParleyProblem.sessionEnded()];
    };
    sockets.last().ends(4401);
    await clock.advance(60_000);
    assert.equal(connection.status, 'stopped');
    assert.equal(sockets.opened.length, 1);
  });

  test('backs off after 4429, also when it is woken', async () => {
    const { clock, sockets, connection } = await live();
    sockets.last().ends(4429);
    await clock.advance(4_000);
    connection.check();
    await settled();
    assert.equal(sockets.opened.length, 1);
    await clock.advance(2_000);
    assert.equal(sockets.opened.length, 2);
  });

  test('waits as long as a refused ticket asks for, also when it is woken', async () => {
    const { clock, sockets, connection, rest, tickets } = setUp();
    rest.failures = [new ParleyProblem({ code: 'rate_limited', status: 429, retryAfter: 20 })];
    connection.start();
    await clock.advance(19_000);
    connection.check();
    await settled();
    assert.equal(tickets.length, 1);
    await clock.advance(2_000);
    assert.equal(sockets.opened.length, 1);
  });

  test('comes back when the leaving node has asked it to', async () => {
    const { clock, sockets } = await live();
    sockets.last().says({ type: 'reconnect', data: { delay_ms: 3_000 } });
    await clock.advance(100);
    sockets.last().ends(1001);
    await clock.advance(2_800);
    assert.equal(sockets.opened.length, 1);
    await clock.advance(100);
    assert.equal(sockets.opened.length, 2);
  });

  test('comes back soon for some seconds, then waits longer, and begins small again', async () => {
    const { clock, sockets } = await live();
    const lostAt = clock.now();
    const waits = [];
    while (clock.now() < lostAt + 180_000) {
      const before = clock.now();
      sockets.last().ends(1006);
      const opened = sockets.opened.length;
      while (sockets.opened.length === opened) await clock.advance(25);
      waits.push([before - lostAt, clock.now() - before]);
    }
    assert.ok(waits[0][1] <= 300, `${waits}`);
    assert.ok(waits.every(([at, ms]) => at > 20_000 || ms <= 2_000), `${waits}`);
    const [, last] = waits.at(-1);
    assert.ok(last >= 15_000 && last <= 30_000, `${waits}`);
    sockets.last().hello();
    sockets.last().resumed();
    await clock.advance(6_000);
    const opened = sockets.opened.length;
    sockets.last().ends(1006);
    await clock.advance(300);
    assert.equal(sockets.opened.length, opened + 1);
  });

  test('is woken from a wait by the network', async () => {
    const { sockets, connection, rest } = await live();
    rest.failures = [ParleyProblem.network()];
    sockets.last().ends(1006);
    await settled();
    connection.check();
    await settled();
    connection.check();
    await settled();
    assert.equal(sockets.opened.length, 2);
  });

  test('gives up a socket that says no hello', async () => {
    const { clock, sockets, connection } = setUp();
    connection.start();
    await clock.advance(10_500);
    assert.equal(sockets.opened[0].isClosed, true);
    assert.equal(sockets.opened.length, 2);
  });

  test('gives up a socket that never gets to the end of resuming', async () => {
    const { clock, sockets, connection } = setUp();
    connection.start();
    await settled();
    const [first] = sockets.opened;
    first.hello();
    for (let i = 0; i < 12; i += 1) {
      await clock.advance(5_000);
      first.says({ type: 'pong' });
    }
    await clock.advance(1_000);
    assert.equal(first.isClosed, true);
    assert.equal(sockets.opened.length, 2);
  });

  test('asks after silence, and gives up a socket that does not answer', async () => {
    const { clock, sockets } = await live();
    const [first] = sockets.opened;
    await clock.advance(14_900);
    assert.equal(first.sentOf('ping').length, 0);
    await clock.advance(200);
    assert.equal(first.sentOf('ping').length, 1);
    first.says({ type: 'pong' });
    await clock.advance(24_000);
    assert.equal(first.isClosed, false);
    assert.equal(first.sentOf('ping').length, 2);
    await clock.advance(2_000);
    assert.equal(first.isClosed, true);
    assert.equal(sockets.opened.length, 2);
  });

  test('asks at once when the network has changed', async () => {
    const { clock, sockets, connection } = await live();
    await clock.advance(1);
    connection.check();
    assert.equal(sockets.last().sentOf('ping').length, 1);
    await clock.advance(4_500);
    assert.equal(sockets.opened.length, 2);
  });

  test('gives up a socket that speaks something else', async () => {
    const { clock, sockets } = await live();
    sockets.last().onmessage({ data: '<html>' });
    await clock.advance(300);
    assert.equal(sockets.opened.length, 2);
  });

  test('goes on by REST when its positions came too late', async () => {
    const { sockets, connection, feed } = setUp();
    connection.start();
    await settled();
    sockets.last().hello();
    sockets.last().says({ type: 'error', id: 'resume', error: { code: 'conflict', status: 409 } });
    assert.deepEqual(feed.resets, [[]]);
    assert.equal(connection.status, 'live');
  });

  test('prolongs the socket with a fresh token, once', async () => {
    const { sockets, session, connection } = await live();
    session.accessToken = 'access 7';
    connection.tokenChanged();
    connection.tokenChanged();
    await settled();
    assert.deepEqual(
      sockets.last().sentOf('auth.refresh').map(({ data }) => data),
      [{ token: 'access 7' }],
    );
  });

  test('gets a fresh token when the server says that this one expires', async () => {
    const { sockets, session } = await live();
    sockets.last().says({ type: 'auth.expiring', data: {} });
    await settled();
    assert.deepEqual(session.renewed, ['access 0']);
    assert.equal(sockets.last().sentOf('auth.refresh')[0].data.token, 'access 1');
  });

  test('answers commands, refuses them, and leaves none waiting', async () => {
    const { clock, sockets, connection } = await live();
    const socket = sockets.last();
    const [acked, refused, cut] = ['a', 'b', 'c'].map((type) => connection.command(type, {}));
    await settled();
    const idOf = (type) => socket.sentOf(type)[0].id;
    socket.says({ type: 'ack', id: idOf('a'), data: { seq: 3 } });
    socket.says({ type: 'error', id: idOf('b'), error: { code: 'muted', status: 403 } });
    assert.deepEqual(await acked, { seq: 3 });
    await assert.rejects(refused, { code: 'muted', status: 403 });
    const failed = assert.rejects(cut, { code: 'network_error' });
    socket.ends(1006);
    await failed;
    const late = assert.rejects(connection.command('d', {}), { code: 'network_error' });
    await clock.advance(20_000);
    await late;
  });

  test('does not send a frame that would cost the connection', async () => {
    const { sockets, connection } = await live();
    const content = 'ü'.repeat(9_000);
    await assert.rejects(connection.command('message.send', { content }), { status: 413 });
    assert.deepEqual(sockets.last().sentOf('message.send'), []);
  });

  test('closes a socket that is not open yet as soon as it is, for browsers complain otherwise', async () => {
    const { sockets, connection } = setUp();
    connection.start();
    await settled();
    const opening = sockets.last();
    opening.readyState = 0;

    connection.stop();
    assert.equal(connection.status, 'stopped');
    assert.equal(opening.isClosed, false);

    opening.onopen();
    assert.equal(opening.isClosed, true);
  });

  test('stops, whatever it waits for, and can start again at once', async () => {
    const { clock, sockets, connection, rest } = await live();
    const slow = promised();
    rest.post = () => slow.promise;
    sockets.last().ends(1006);
    await clock.advance(300);
    connection.stop();
    rest.post = async () => ({ url: 'ws://push/ws?ticket=later' });
    connection.start();
    await settled();
    slow.resolve({ url: 'ws://push/ws?ticket=stale' });
    await clock.advance(5_000);
    assert.deepEqual(
      sockets.opened.slice(1).map(({ url }) => url),
      ['ws://push/ws?ticket=later&resume=1'],
    );
  });

  test('says nothing of its ticket when an address is refused, and tries again', async () => {
    class Refusing {
      constructor(url) {
        throw new SyntaxError(`The URL '${url}' is invalid`);
      }
    }
    const { clock, connection, statuses, tickets } = setUp(Refusing);
    connection.start();
    await clock.advance(1_000);
    assert.ok(tickets.length >= 2);
    assert.doesNotMatch(JSON.stringify(statuses), /ticket=/);
  });
});
