import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { Outbox } from '../../../../../api/src/main/resources/web/sdk/outbox.js';
import { ParleyProblem } from '../../../../../api/src/main/resources/web/sdk/problem.js';
import { memoryStorage } from '../../../../../api/src/main/resources/web/sdk/storage.js';
import { Tabs } from '../../../../../api/src/main/resources/web/sdk/tabs.js';
import { FakeClock, fakeBrowser, promised, settled } from './fakes.js';

const problem = (status, code = 'refused', retryAfter) => new ParleyProblem({ code, status, retryAfter });

/** As the contract has it: a repeated `client_id` is answered with the first message. */
class Server {
  messages = [];
  posts = [];
  /** What happens to the next posts: a problem, or 'lost' for an answer that is. */
  fates = [];

  post = async (conversationId, body) => {
    this.posts.push(body.client_id);
    const fate = await this.fates.shift();
    if (fate instanceof Error) throw fate;
    const id = `${conversationId} ${body.client_id}`;
    let message = this.messages.find((known) => known.id === id);
    if (!message) {
      message = { id, conversation_id: conversationId, ...body, seq: this.messages.length + 1 };
      this.messages.push(message);
    }
    if (fate === 'lost') throw ParleyProblem.network();
    return message;
  };

  get contents() {
    return this.messages.map(({ content }) => content);
  }
}

let clock, storage, server;

beforeEach(() => {
  clock = new FakeClock();
  storage = memoryStorage();
  server = new Server();
});

async function anOutbox({ tabs = new Tabs({ name: 'test' }), post = server.post } = {}) {
  const states = [];
  const onChange = ({ body, state }) => states.push(`${body.content} ${state}`);
  const outbox = new Outbox({ storage, post, clock, tabs, userId: 'ada', onChange });
  await outbox.restore();
  return Object.assign(outbox, { states });
}

const inStorage = () => storage.entries('outbox/').map(([, { body }]) => body.content);

describe('an outbox', () => {
  test('shows a message at once, sends it, and forgets it', async () => {
    const outbox = await anOutbox();
    const { sending, sent } = outbox.send('c', { content: 'one' });
    assert.equal(sending.state, 'sending');
    assert.deepEqual(outbox.states, ['one sending']);
    assert.equal((await sent).content, 'one');
    await settled();
    assert.deepEqual(outbox.states, ['one sending', 'one sent']);
    assert.deepEqual([outbox.items(), inStorage()], [[], []]);
  });

  test('has a message in storage before it is tried', async () => {
    let stored;
    const post = (...call) => ((stored = inStorage()), server.post(...call));
    const outbox = await anOutbox({ post });
    await outbox.send('c', { content: 'one' }).sent;
    assert.deepEqual(stored, ['one']);
  });

  test('keeps the order of a conversation through failures, and does not double', async () => {
    server.fates = [ParleyProblem.network(), 'lost', problem(503), problem(429, 'rate_limited', 2), 'lost'];
    const outbox = await anOutbox();
    for (const content of ['one', 'two', 'three']) outbox.send('c', { content });
    await clock.advance(60_000);
    assert.deepEqual(server.contents, ['one', 'two', 'three']);
    assert.equal(server.posts.length, 8);
  });

  test('does not wait in one conversation for another', async () => {
    const slow = promised();
    const post = (id, body) => (id === 'c' ? slow.promise : server.post(id, body));
    const outbox = await anOutbox({ post });
    outbox.send('c', { content: 'one' });
    await outbox.send('d', { content: 'two' }).sent;
    assert.deepEqual(server.contents, ['two']);
  });

  test('gives up what no repetition can change, and goes on with the next', async () => {
    server.fates = [problem(403, 'muted')];
    const outbox = await anOutbox();
    const first = outbox.send('c', { content: 'one' });
    const second = outbox.send('c', { content: 'two' });
    await assert.rejects(first.sent, { code: 'muted' });
    await second.sent;
    assert.deepEqual(outbox.items()[0].problem, { code: 'muted', status: 403 });
    assert.deepEqual(server.contents, ['two']);
    await settled();
    assert.deepEqual(inStorage(), ['one']);
  });

  test('tries a failed one again under the same id, or lets it go', async () => {
    server.fates = [problem(403, 'muted'), problem(403, 'muted')];
    const outbox = await anOutbox();
    const [one, two] = ['one', 'two'].map((content) => outbox.send('c', { content }).sending);
    await settled();
    outbox.retry(one.client_id);
    assert.equal(outbox.discard(two.client_id), true);
    await settled();
    assert.deepEqual(server.contents, ['one']);
    assert.deepEqual(server.posts, [one.client_id, two.client_id, one.client_id]);
    assert.deepEqual([outbox.items(), inStorage()], [[], []]);
  });

  test('does not let a message that the server chokes on hold up the rest for ever', async () => {
    server.fates = Array.from({ length: 5 }, () => problem(500));
    const outbox = await anOutbox();
    outbox.send('c', { content: 'one' });
    outbox.send('c', { content: 'two' });
    await clock.advance(120_000);
    assert.deepEqual(server.contents, ['two']);
    assert.equal(outbox.items()[0].state, 'failed');
  });

  test('survives a reload, with its order', async () => {
    server.fates = [ParleyProblem.network()];
    const dying = await anOutbox();
    for (const content of ['one', 'two', 'three']) dying.send('c', { content });
    await settled();
    dying.close();
    const next = await anOutbox();
    assert.deepEqual(next.items().map(({ body }) => body.content), ['one', 'two', 'three']);
    await clock.advance(1_000);
    assert.deepEqual(server.contents, ['one', 'two', 'three']);
    assert.deepEqual(inStorage(), []);
  });

  test('puts what is written after a reload behind what was before, whatever the clock says', async () => {
    const never = promised();
    const before = await anOutbox({ post: () => never.promise });
    before.send('c', { content: 'one' });
    await settled();
    before.close();
    // The machine's time was set back.
    clock = new FakeClock();
    clock.now = () => 1_700_000_000_000;
    const between = await anOutbox({ post: () => never.promise });
    between.send('c', { content: 'two' });
    await settled();
    between.close();
    await anOutbox();
    await settled();
    assert.deepEqual(server.contents, ['one', 'two']);
  });

  test('does not double what was sent when the page died before it knew', async () => {
    const never = promised();
    const dying = await anOutbox({ post: (...call) => server.post(...call).then(() => never.promise) });
    dying.send('c', { content: 'one' });
    await settled();
    dying.close();
    assert.deepEqual(inStorage(), ['one']);
    await anOutbox();
    await settled();
    assert.equal(server.posts.length, 2);
    assert.deepEqual(server.contents, ['one']);
    assert.deepEqual(inStorage(), []);
  });

  test('takes its own message that comes back as an event for the answer', async () => {
    const never = promised();
    const outbox = await anOutbox({ post: (id, body) => server.post(id, body).then(() => never.promise) });
    const { sent } = outbox.send('c', { content: 'one' });
    outbox.send('c', { content: 'two' });
    await settled();
    outbox.seen(server.messages[0]);
    assert.equal((await sent).content, 'one');
    await settled();
    assert.deepEqual(server.contents, ['one', 'two']);
  });

  test('ends a wait when the network is back, but not one that the server asked for', async () => {
    server.fates = [ParleyProblem.network(), problem(429, 'rate_limited', 5)];
    const outbox = await anOutbox();
    outbox.send('c', { content: 'one' });
    await settled();
    outbox.wake();
    await settled();
    assert.equal(server.posts.length, 2);
    outbox.wake();
    await settled();
    assert.equal(server.posts.length, 2);
    await clock.advance(6_000);
    assert.deepEqual(server.contents, ['one']);
  });

  test('keeps what it has when the session ends', async () => {
    server.fates = [ParleyProblem.sessionEnded()];
    const outbox = await anOutbox();
    outbox.send('c', { content: 'one' });
    outbox.send('c', { content: 'two' });
    await clock.advance(60_000);
    assert.equal(server.posts.length, 1);
    assert.deepEqual(inStorage(), ['one', 'two']);
  });

  test('writes nothing any more after its end: the storage may have been erased', async () => {
    const late = promised();
    const outbox = await anOutbox({ post: () => late.promise });
    const { sending } = outbox.send('c', { content: 'one' });
    await settled();
    outbox.close();
    storage.entries('').forEach(([key]) => storage.delete(key));
    late.reject(problem(403, 'muted'));
    await settled();
    assert.equal(sending.state, 'sending');
    assert.deepEqual(inStorage(), []);
  });

  test('does not leave behind in storage what was let go while it was being written', async () => {
    const gate = promised();
    const { set } = storage;
    storage.set = async (key, value) => (await gate.promise, set(key, value));
    const outbox = await anOutbox();
    outbox.discard(outbox.send('c', { content: 'one' }).sending.client_id);
    await settled();
    gate.resolve();
    await settled();
    assert.deepEqual([inStorage(), server.posts], [[], []]);
  });

  test('sends what cannot be stored all the same', async () => {
    storage = { ...memoryStorage(), set: () => Promise.reject(new Error('full')) };
    const outbox = await anOutbox();
    await outbox.send('c', { content: 'one' }).sent;
    assert.deepEqual(server.contents, ['one']);
  });

  test('does not let go what is being sent', async () => {
    const never = promised();
    const outbox = await anOutbox({ post: () => never.promise });
    const { sending } = outbox.send('c', { content: 'one' });
    await settled();
    assert.equal(outbox.discard(sending.client_id), false);
  });
});

describe('the outbox of two tabs', () => {
  async function twoTabs(posts = []) {
    const browser = fakeBrowser();
    const tabs = () => new Tabs({ name: 'test', ...browser });
    return Promise.all([0, 1].map((i) => anOutbox({ tabs: tabs(), post: posts[i] ?? server.post })));
  }

  test('is shown in both and sent by one', async () => {
    const [one, two] = await twoTabs();
    one.send('c', { content: 'hello' });
    await settled();
    await settled();
    assert.equal(server.posts.length, 1);
    assert.ok(two.states.includes('hello sent') || two.states.length === 0, two.states.join());
    assert.deepEqual([one.items(), two.items()], [[], []]);
  });

  test('is taken over when the tab that was sending dies', async () => {
    const never = promised();
    const [one, two] = await twoTabs([() => never.promise]);
    one.send('c', { content: 'one' });
    one.send('c', { content: 'two' });
    await settled();
    assert.deepEqual(two.items().map(({ body }) => body.content), ['one', 'two']);
    assert.equal(server.posts.length, 0);
    // A browser gives the locks of a dead tab away.
    one.close();
    never.reject(ParleyProblem.network());
    await clock.advance(1_000);
    assert.deepEqual(server.contents, ['one', 'two']);
  });

  test('does not send what the other tab has sent, also when it has not heard of that', async () => {
    const browser = fakeBrowser();
    const deaf = browser.tab();
    const [one, two] = [
      await anOutbox({ tabs: new Tabs({ name: 'test', ...browser }) }),
      await anOutbox({ tabs: new Tabs({ name: 'test', ...deaf }) }),
    ];
    const answered = promised();
    server.fates = [answered.promise];
    one.send('c', { content: 'one' });
    await settled();
    await settled();
    assert.equal(two.items().length, 1);
    deaf.isAsleep = true;
    answered.resolve();
    await settled();
    await settled();
    assert.equal(server.posts.length, 1);
    assert.deepEqual([two.items(), two.states.at(-1)], [[], 'one sent']);
  });

  test('does not send what the other tab has let go', async () => {
    const [one, two] = await twoTabs([() => Promise.reject(ParleyProblem.network())]);
    const { sending } = one.send('c', { content: 'one' });
    await settled();
    assert.equal(two.discard(sending.client_id), true);
    await settled();
    await clock.advance(60_000);
    assert.deepEqual([one.items(), two.items(), inStorage()], [[], [], []]);
    assert.equal(one.states.at(-1), 'one discarded');
    assert.deepEqual(server.contents, []);
  });
});
