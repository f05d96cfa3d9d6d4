import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ParleyProblem } from '../../../../../api/src/main/resources/web/sdk/problem.js';
import { Rest, path } from '../../../../../api/src/main/resources/web/sdk/rest.js';
import { FakeClock, answer, cutOff, fetchAnswering } from './fakes.js';

// A session that always has a token, and another one after a refusal.
const session = () => {
  let n = 1;
  return {
    with: async (_user, use) => {
      try {
        return await use(`token ${n}`);
      } catch (problem) {
        if (problem.status !== 401) throw problem;
        n += 1;
        return use(`token ${n}`);
      }
    },
  };
};

function restWith(...answers) {
  const clock = new FakeClock();
  const fetch = fetchAnswering(...answers);
  const rest = new Rest({ api: 'http://api/', fetch, clock, session: session() });
  const finish = async (call) => {
    const outcome = call.then(
      (value) => ({ value }),
      (problem) => ({ problem }),
    );
    await clock.advance(60_000);
    return outcome;
  };
  return { clock, rest, fetch, asked: fetch.asked, finish };
}

const busy = (seconds) => answer(429, { code: 'rate_limited' }, { 'retry-after': String(seconds) });
const down = () => answer(503, { code: 'dependency_unavailable' });

describe('a call', () => {
  test('carries token, query and body, and answers the JSON', async () => {
    const { rest, asked, finish } = restWith(answer(201, { id: 'm' }));
    const { value } = await finish(rest.post('/v1/things', { a: 1 }, { query: { b: 2, c: undefined, d: null } }));
    assert.deepEqual(value, { id: 'm' });
    const [{ url, method, headers, body }] = asked;
    assert.equal(url, 'http://api/v1/things?b=2');
    assert.equal(method, 'POST');
    assert.equal(headers.authorization, 'Bearer token 1');
    assert.equal(body, '{"a":1}');
  });

  test('without content answers null', async () => {
    const { rest, finish } = restWith(answer(204));
    assert.deepEqual(await finish(rest.delete('/v1/things/1')), { value: null });
  });

  test('that is refused says what the problem document says', async () => {
    const errors = [{ field: 'content', code: 'too_long', message: 'at most 4000' }];
    const document = { code: 'validation_failed', title: 'Invalid', detail: 'secret text', errors, trace_id: 't' };
    const { rest, finish } = restWith(answer(422, document));
    const { problem } = await finish(rest.post('/v1/things', {}));
    assert.ok(problem instanceof ParleyProblem);
    assert.equal(problem.code, 'validation_failed');
    assert.equal(problem.status, 422);
    assert.equal(problem.detail, 'secret text');
    assert.deepEqual(problem.errors, errors);
    assert.equal(problem.traceId, 't');
  });

  test('that fails says nothing of what was sent or written in its message', async () => {
    const { rest, finish } = restWith(answer(422, { code: 'content_rejected', detail: 'secret text' }));
    const { problem } = await finish(rest.post('/v1/things', { content: 'secret text' }));
    assert.equal(problem.message, 'content_rejected (422)');
    assert.doesNotMatch(problem.stack, /secret|token 1/);
  });

  test('is made again with a new token when its token is refused, whatever it is', async () => {
    const { rest, asked, finish } = restWith(answer(401, { code: 'token_expired' }), answer(201, {}));
    assert.deepEqual(await finish(rest.post('/v1/things', {})), { value: {} });
    assert.deepEqual(
      asked.map(({ headers }) => headers.authorization),
      ['Bearer token 1', 'Bearer token 2'],
    );
  });

  test('that is safe to repeat is repeated after a cut, a 503, a 429', async () => {
    const { rest, asked, finish } = restWith(cutOff(), down(), busy(1), answer(200, { ok: true }));
    assert.deepEqual(await finish(rest.get('/v1/things')), { value: { ok: true } });
    assert.equal(asked.length, 4);
  });

  test('that is not safe to repeat is not, for it may have been carried out', async () => {
    for (const failure of [cutOff(), down()]) {
      const { rest, asked, finish } = restWith(failure, answer(201, {}));
      const { problem } = await finish(rest.post('/v1/things', {}));
      assert.ok(problem.mayPass);
      assert.equal(asked.length, 1);
    }
  });

  test('that was refused with 429 was not carried out, so it is repeated', async () => {
    const { rest, asked, finish } = restWith(busy(2), answer(201, {}));
    assert.deepEqual(await finish(rest.post('/v1/things', {})), { value: {} });
    assert.equal(asked.length, 2);
  });

  test('does not wait longer than anyone would', async () => {
    const { rest, asked, finish } = restWith(busy(3_600));
    const { problem } = await finish(rest.get('/v1/things'));
    assert.equal(problem.retryAfter, 3_600);
    assert.equal(asked.length, 1);
  });

  test('gives up in the end', async () => {
    const { rest, asked, finish } = restWith(cutOff());
    assert.equal((await finish(rest.get('/v1/things'))).problem.code, 'network_error');
    assert.equal(asked.length, 5);
  });

  test('that deletes has succeeded when the repetition finds nothing', async () => {
    const { rest, finish } = restWith(cutOff(), answer(404, { code: 'not_found' }));
    assert.deepEqual(await finish(rest.delete('/v1/things/1')), { value: null });
    const first = restWith(answer(404, { code: 'not_found' }));
    assert.equal((await first.finish(first.rest.delete('/v1/things/1'))).problem.status, 404);
  });

  test('whose answer stalls is given up in time, also in the middle of its body', async () => {
    const stalled = ({ signal }) =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('{"half":'));
            signal.addEventListener('abort', () => controller.error(signal.reason));
          },
        }),
        { headers: { 'content-type': 'application/json' } },
      );
    const { rest, finish } = restWith(stalled);
    const { problem } = await finish(rest.post('/v1/things', {}));
    assert.equal(problem.code, 'network_error');
  });

  test('can be aborted, and is not repeated then', async () => {
    const hanging = ({ signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const { rest, asked, finish } = restWith(hanging);
    const controller = new AbortController();
    const call = rest.get('/v1/things', {}, { signal: controller.signal });
    controller.abort(new Error('enough'));
    assert.equal((await finish(call)).problem.message, 'enough');
    assert.ok(asked.length <= 1);
  });

  test("takes a captive portal's page for no answer", async () => {
    const page = new Response('<html>Accept our terms</html>', { headers: { 'content-type': 'text/html' } });
    const { rest, finish } = restWith(page, answer(200, { ok: true }));
    assert.deepEqual(await finish(rest.get('/v1/things')), { value: { ok: true } });
  });

  test('goes through all pages of a list', async () => {
    const pages = [answer(200, { items: [1, 2], next_cursor: 'n' }), answer(200, { items: [3], next_cursor: null })];
    const { rest, asked } = restWith(...pages);
    const items = [];
    for await (const item of rest.each('/v1/things', { limit: 2 })) items.push(item);
    assert.deepEqual(items, [1, 2, 3]);
    assert.match(asked[1].url, /cursor=n/);
  });
});

test('what comes into a path is encoded', () => {
  assert.equal(path`/v1/messages/${'a/../b'}/reactions/${'👍'}`, '/v1/messages/a%2F..%2Fb/reactions/%F0%9F%91%8D');
});
