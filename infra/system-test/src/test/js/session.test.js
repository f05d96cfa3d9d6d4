import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ParleyProblem } from '../../../../../api/src/main/resources/web/sdk/problem.js';
import { Session } from '../../../../../api/src/main/resources/web/sdk/session.js';
import { memoryStorage } from '../../../../../api/src/main/resources/web/sdk/storage.js';
import { Tabs } from '../../../../../api/src/main/resources/web/sdk/tabs.js';
import { FakeClock, fakeBrowser, promised, settled } from './fakes.js';

const ada = { id: 'ada', username: 'ada' };
const MINUTE = 60_000;

const answerOf = (n, user = ada) => ({
  user,
  session_id: `session of ${user.id}`,
  access_token: `access ${n}`,
  refresh_token: user === ada ? `refresh ${n}` : `refresh of ${user.id}`,
  expires_in: 900,
});

const refusal = (code = 'unauthenticated') => new ParleyProblem({ code, status: 401 });

/** As the contract has it: each token once, a repetition within 10 s alike, later the end. */
class Server {
  rotations = 0;
  asked = [];
  spent = new Map();
  isEnded = false;
  lose = () => false;

  constructor(clock) {
    this.clock = clock;
  }

  exchange = async (token) => {
    this.asked.push(token);
    if (this.lose('request')) throw ParleyProblem.network();
    const answer = this.#rotate(token);
    if (this.lose('answer')) throw ParleyProblem.network();
    return answer;
  };

  #rotate(token) {
    if (this.isEnded) throw refusal('session_revoked');
    const first = this.spent.get(token);
    if (first && this.clock.now() - first.at <= 10_000) return first.answer;
    if (first || token !== `refresh ${this.rotations}`) {
      this.isEnded = true;
      throw refusal('session_revoked');
    }
    const answer = answerOf((this.rotations += 1));
    this.spent.set(token, { at: this.clock.now(), answer });
    return answer;
  }
}

function setUp({ storage = memoryStorage(), clock = new FakeClock(), server = new Server(clock), tabs } = {}) {
  const ends = [];
  const tokens = [];
  const session = new Session({
    storage,
    clock,
    tabs: tabs ?? new Tabs({ name: 'test' }),
    exchange: server.exchange,
    onToken: () => tokens.push(session.accessToken),
    onEnd: (reason) => ends.push(reason),
  });
  return { storage, clock, server, session, ends, tokens };
}

async function loggedIn(parts) {
  const all = setUp(parts);
  await all.session.begin(answerOf(0), all.clock.now());
  return all;
}

describe('a session', () => {
  test('renews its token before it ends, by itself', async () => {
    const { clock, session, server, tokens } = await loggedIn();
    await clock.advance(12 * MINUTE);
    assert.equal(server.asked.length, 0);
    await clock.advance(2 * MINUTE);
    assert.deepEqual(server.asked, ['refresh 0']);
    assert.equal(await session.token(), 'access 1');
    assert.deepEqual(tokens, ['access 0', 'access 1']);
  });

  test('asks once, however many need a token', async () => {
    const { clock, session, server } = await loggedIn();
    server.lose = () => clock.now() < start + 16 * MINUTE;
    const start = clock.now();
    await clock.advance(16 * MINUTE);
    server.asked.length = 0;
    const all = Promise.all([session.token(), session.token(), session.renew('access 0')]);
    await clock.advance(1_000);
    assert.deepEqual((await all).slice(0, 2), ['access 1', 'access 1']);
    assert.equal(server.asked.length, 1);
  });

  test('survives an answer that was lost: the same token again gets the same successor', async () => {
    const { clock, session, server, ends } = await loggedIn();
    let lost = 0;
    server.lose = (what) => what === 'answer' && ++lost <= 2;
    await clock.advance(14 * MINUTE);
    assert.deepEqual(server.asked, ['refresh 0', 'refresh 0', 'refresh 0']);
    assert.equal(await session.token(), 'access 1');
    assert.deepEqual(ends, []);
  });

  test('survives a page that dies with the answer on its way', async () => {
    const first = await loggedIn();
    const { clock, server, storage } = first;
    first.session.close();
    // The server rotates; this page never hears of it.
    const deaf = { exchange: (token) => server.exchange(token).then(() => promised().promise) };
    const dying = setUp({ storage, clock, server: deaf });
    await dying.session.restore();
    await clock.advance(796_000);
    assert.deepEqual(server.asked, ['refresh 0']);
    dying.session.close();
    await clock.advance(4_000);

    const next = setUp({ storage, clock, server });
    await next.session.restore();
    await clock.advance(1_000);
    assert.equal(await next.session.token(), 'access 1');
    assert.deepEqual(server.asked, ['refresh 0', 'refresh 0']);
    assert.deepEqual(next.ends, []);
  });

  test('does not show a token that another page may have spent, as long as the other serves', async () => {
    const first = await loggedIn();
    const { clock, server, storage } = first;
    first.session.close();
    const deaf = { exchange: (token) => server.exchange(token).then(() => promised().promise) };
    const dying = setUp({ storage, clock, server: deaf });
    await dying.session.restore();
    await clock.advance(796_000);
    dying.session.close();
    await clock.advance(20_000);

    const next = setUp({ storage, clock, server });
    await next.session.restore();
    await clock.advance(30_000);
    assert.equal(await next.session.token(), 'access 0');
    assert.deepEqual([server.asked, next.ends], [['refresh 0'], []]);
  });

  test('finishes at once what a page that died has begun, however early that was', async () => {
    const first = await loggedIn();
    const { clock, server, storage } = first;
    first.session.close();
    clock.luck = 1;
    const deaf = { exchange: (token) => server.exchange(token).then(() => promised().promise) };
    const dying = setUp({ storage, clock, server: deaf });
    await dying.session.restore();
    await clock.advance(781_000);
    dying.session.close();

    clock.luck = 0;
    const next = setUp({ storage, clock, server });
    await next.session.restore();
    await clock.advance(500);
    assert.equal(await next.session.token(), 'access 1');
  });

  test('asks for all at once where it fails, too', async () => {
    const { clock, session, server } = await loggedIn();
    server.lose = () => true;
    await clock.advance(20 * MINUTE);
    server.asked.length = 0;
    const failed = Promise.all([1, 2, 3, 4, 5].map(() => session.token().catch((e) => e.code)));
    await clock.advance(1_000);
    assert.deepEqual(await failed, Array(5).fill('network_error'));
    assert.ok(server.asked.length <= 2, `${server.asked.length} times`);
  });

  test('keeps a token back that may be spent, as long as the other one serves', async () => {
    const { clock, session, server, ends } = await loggedIn();
    server.lose = (what) => what === 'answer';
    await clock.advance(13 * MINUTE + 30_000);
    const asked = server.asked.length;
    assert.ok(asked >= 2, 'it was tried again while that is safe');
    await clock.advance(MINUTE);
    assert.equal(server.asked.length, asked);
    assert.equal(await session.token(), 'access 0');
    assert.deepEqual(ends, []);
  });

  test('that was offline goes on when the network is back: the token was never spent', async () => {
    const { clock, session, server, ends } = await loggedIn();
    server.lose = (what) => what === 'request';
    await clock.advance(30 * MINUTE);
    const failed = await Promise.race([session.token().catch((e) => e.code), clock.advance(0).then(() => 'waits')]);
    assert.ok(['network_error', 'waits'].includes(failed));
    server.lose = () => false;
    await clock.advance(MINUTE);
    assert.equal(await session.token(), 'access 1');
    assert.deepEqual(ends, []);
  });

  test('is not ended by what a proxy or a portal says', async () => {
    const { clock, session, server, ends } = await loggedIn();
    const { exchange } = server;
    let portal = 0;
    const strange = [
      () => Promise.reject(new ParleyProblem({ code: 'unexpected_answer', status: 401 })),
      () => Promise.resolve({ hello: 'please accept our terms' }),
    ];
    session.close();
    const again = setUp({ clock, server: { exchange: (t) => strange[portal++]?.() ?? exchange(t) } });
    await again.session.begin(answerOf(0), clock.now());
    await clock.advance(14 * MINUTE);
    assert.equal(await again.session.token(), 'access 1');
    assert.deepEqual([...ends, ...again.ends], []);
  });

  test('ends when its refresh token is refused, and forgets it', async () => {
    const { clock, storage, session, server, ends } = await loggedIn();
    server.isEnded = true;
    await clock.advance(14 * MINUTE);
    assert.deepEqual(ends, ['session_revoked']);
    assert.equal(session.user, null);
    assert.equal(await storage.get('session'), undefined);
    await assert.rejects(session.token(), { code: 'session_ended' });
  });

  test('goes on in the next page', async () => {
    const first = await loggedIn();
    first.session.close();
    const next = setUp({ ...first, tabs: undefined });
    assert.deepEqual(await next.session.restore(), ada);
    assert.equal(await next.session.token(), 'access 0');
  });

  test('gives a token to its own user only', async () => {
    const { session } = await loggedIn();
    assert.equal(await session.token('ada'), 'access 0');
    await assert.rejects(session.token('bob'), { code: 'session_ended' });
  });

  test('uses a second token where the first is refused, and only one', async () => {
    const { clock, session, server } = await loggedIn();
    const used = [];
    const use = async (token) => {
      used.push(token);
      throw refusal('token_expired');
    };
    const problem = session.with(undefined, use).catch((e) => e);
    await clock.advance(1_000);
    assert.equal((await problem).code, 'token_expired');
    assert.deepEqual(used, ['access 0', 'access 1']);
    assert.deepEqual(server.asked, ['refresh 0']);
  });

  test('lasts as long as the page when nothing can be stored', async () => {
    const broken = { ...memoryStorage(), set: () => Promise.reject(new Error('full')) };
    const { clock, session, ends } = await loggedIn({ storage: broken });
    assert.equal(await session.token(), 'access 0');
    await clock.advance(14 * MINUTE);
    assert.equal(await session.token(), 'access 1');
    assert.deepEqual(ends, []);
  });
});

describe('a session of two tabs', () => {
  async function twoTabs() {
    const browser = fakeBrowser();
    const tabs = () => new Tabs({ name: 'test', ...browser });
    const one = await loggedIn({ tabs: tabs() });
    const two = setUp({ ...one, tabs: tabs() });
    await two.session.restore();
    return [one, two];
  }

  test('is refreshed by one of them', async () => {
    const [one, two] = await twoTabs();
    const both = Promise.all([one.session.renew('access 0'), two.session.renew('access 0')]);
    await one.clock.advance(1_000);
    await both;
    assert.deepEqual(one.server.asked, ['refresh 0']);
    assert.equal(await one.session.token(), 'access 1');
    assert.equal(await two.session.token(), 'access 1');
  });

  test('ends in both', async () => {
    const [one, two] = await twoTabs();
    await one.session.end('logout');
    await settled();
    assert.deepEqual(two.ends, ['logged_out_elsewhere']);
  });

  test('is never that of somebody else who logs in', async () => {
    const [one, two] = await twoTabs();
    await one.session.begin(answerOf(0, { id: 'bob' }), one.clock.now());
    await settled();
    assert.deepEqual(two.ends, ['replaced']);
    assert.equal(two.session.accessToken, null);
    assert.equal((await one.storage.get('session')).user.id, 'bob');
  });

  test('is not ended by the refusal of a token that another tab has replaced meanwhile', async () => {
    // No locks, and no news: all that they share is the storage.
    const one = await loggedIn();
    const two = setUp({ ...one, tabs: new Tabs({ name: 'test' }) });
    await two.session.restore();
    const refused = promised();
    const deaf = setUp({ ...one, tabs: new Tabs({ name: 'test' }), server: { exchange: () => refused.promise } });
    await deaf.session.restore();
    const renewing = deaf.session.renew('access 0');
    await settled();
    await two.session.renew('access 0');
    refused.reject(refusal());
    await renewing;
    assert.deepEqual([deaf.session.accessToken, deaf.ends], ['access 1', []]);
  });

  test('of which one logs out leaves a later one in the storage', async () => {
    const old = await loggedIn();
    const later = setUp({ ...old, tabs: new Tabs({ name: 'test' }) });
    await later.session.begin({ ...answerOf(7), session_id: 'later' }, old.clock.now());
    await old.session.end('logout');
    assert.equal(old.storage.get('session').session_id, 'later');
  });

  test('does not follow a storage that is behind', async () => {
    const { session, storage, clock } = await loggedIn();
    const before = storage.get('session');
    await session.renew('access 0');
    storage.set('session', before);
    await session.renew('access 1').catch(() => {});
    await clock.advance(1_000);
    assert.equal(session.accessToken, 'access 2');
  });

  test('stays logged out when storage was still writing at the log-out', async () => {
    const memory = memoryStorage();
    const gate = promised();
    const writing = (value) => value.asked_at && gate.promise;
    const storage = { ...memory, set: async (key, value) => (await writing(value), memory.set(key, value)) };
    const { session, server } = await loggedIn({ storage });
    const renewing = session.renew('access 0').catch(() => {});
    await settled();
    const ending = session.end('logout');
    gate.resolve();
    await Promise.all([renewing, ending]);
    assert.deepEqual([session.user, memory.get('session'), server.asked], [null, undefined, []]);
  });

  test('stays logged out when a refresh is answered after the log-out', async () => {
    const slow = promised();
    const clock = new FakeClock();
    const one = await loggedIn({ clock, server: { exchange: () => slow.promise } });
    const renewing = one.session.renew('access 0').catch(() => {});
    await settled();
    const ending = one.session.end('logout');
    slow.resolve(answerOf(1));
    await Promise.all([renewing, ending]);
    assert.equal(one.session.user, null);
    assert.equal(await one.storage.get('session'), undefined);
  });
});
