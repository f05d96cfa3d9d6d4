import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { openInChromium, skip } from './chromium.js';
import { promised } from './fakes.js';

const sdk = new URL('../../../../../api/src/main/resources/web/sdk/', import.meta.url);
/** Says that it is too large before anything of it was read, and drops what comes. */
function refuseUnread(request, response) {
  const problem = JSON.stringify({ code: 'payload_too_large', status: 413 });
  response.writeHead(413, { 'content-type': 'application/problem+json' }).end(problem);
  request.resume();
}

/** The SDK, the page, and as much of an api as the checks need. */
function serving(found) {
  const posts = [];
  const session = {
    user: { id: 'ada', username: 'ada' },
    session_id: 's',
    access_token: 'a',
    refresh_token: 'r',
    expires_in: 900,
  };
  const answers = {
    'GET /': () => ['text/html', '<!doctype html><script type="module" src="/checks.js"></script>'],
    'GET /checks.js': () => ['text/javascript', readFileSync(new URL('browser/checks.js', import.meta.url))],
    'GET /posts': () => ['application/json', JSON.stringify(posts)],
    'POST /found': (body) => (found(JSON.parse(body)), ['application/json', '{}']),
    'POST /v1/auth/login': () => ['application/json', JSON.stringify(session)],
    'POST /v1/auth/logout': () => ['application/json', '{}'],
    'POST /v1/conversations/c/messages': (body) => {
      posts.push(JSON.parse(body));
      return ['application/json', JSON.stringify({ id: 'm', conversation_id: 'c', ...posts.at(-1) })];
    },
    'POST /v1/media': async (body, headers) => {
      const form = await new Response(body, { headers: { 'content-type': headers['content-type'] } }).formData();
      return ['application/json', JSON.stringify({ id: 'f', size: form.get('file').size })];
    },
  };
  return createServer(async (request, response) => {
    if (request.url === '/v1/users/me/avatar') return refuseUnread(request, response);
    try {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method, url, headers } = request;
      const ofSdk = () => ['text/javascript', readFileSync(new URL(url.slice('/sdk/'.length), sdk))];
      const answer = url.startsWith('/sdk/') ? ofSdk : answers[`${method} ${url}`];
      const [type, body] = await answer(Buffer.concat(chunks), headers);
      response.writeHead(200, { 'content-type': type }).end(body);
    } catch {
      // Aborted uploads, and what a browser asks for by itself.
      response.writeHead(404).end();
    }
  });
}

test('in a browser: storage, tabs and uploads', { skip, timeout: 60_000 }, async (t) => {
  const found = promised();
  const server = serving(found.resolve);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  openInChromium(t, `http://127.0.0.1:${server.address().port}/`, found.reject);
  const { passed, failures } = await found.promise;
  assert.deepEqual(failures, []);
  assert.equal(passed.length, 6);
});
