import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { Rest } from '../../../../../api/src/main/resources/web/sdk/rest.js';
import { Uploads } from '../../../../../api/src/main/resources/web/sdk/upload.js';
import { systemClock } from '../../../../../api/src/main/resources/web/sdk/clock.js';
import { FakeClock, settled } from './fakes.js';

const session = () => {
  let n = 1;
  return {
    with: async (_user, use) => {
      try {
        return await use(`token ${n}`);
      } catch (problem) {
        if (problem.status !== 401) throw problem;
        return use(`token ${(n += 1)}`);
      }
    },
  };
};

/** Media as the contract has it (§7), as far as an uploader can tell. */
class FakeMedia {
  uploads = [];
  answers = [];

  async start() {
    this.server = createServer((request, response) => this.#take(request, response));
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.base = `http://127.0.0.1:${this.server.address().port}`;
  }

  async #take(request, response) {
    const body = new Response(request, { headers: { 'content-type': request.headers['content-type'] } });
    const form = await body.formData().catch(() => null);
    if (!form) return;
    const file = form.get('file');
    const fields = Object.fromEntries([...form].filter(([name]) => name !== 'file'));
    const { url, headers } = request;
    const bytes = Buffer.from(await file.arrayBuffer());
    this.uploads.push({ url, token: headers.authorization, name: file.name, type: file.type, bytes, fields });
    const [status, answer] = this.answers.shift() ?? [201, { id: 'a1', size: bytes.length }];
    response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' });
    response.end(JSON.stringify(answer));
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

describe('an upload from Node', () => {
  const media = new FakeMedia();
  let uploads;

  before(async () => {
    await media.start();
    const shared = { session: session(), clock: systemClock, fetch };
    uploads = new Uploads({ rest: new Rest({ api: media.base, ...shared }), ...shared });
  });

  after(() => media.stop());

  test('sends every byte, with name, type and fields, and tells how far it is', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    const file = new Blob([bytes, bytes, bytes], { type: 'image/png' });
    const progress = [];
    const attachment = await uploads.upload('/v1/media', file, {
      fileName: 'a "quoted" näme.png',
      fields: { caption: 'Hellö', client_id: 'x' },
      onProgress: ({ sent, total }) => progress.push([sent, total]),
    });
    assert.deepEqual(attachment, { id: 'a1', size: 180_000 });
    const { url, token, name, type, fields, bytes: arrived } = media.uploads.at(-1);
    assert.deepEqual([url, token, type], ['/v1/media', 'Bearer token 1', 'image/png']);
    assert.match(name, /^a (%22|")quoted(%22|") näme\.png$/);
    assert.deepEqual(fields, { caption: 'Hellö', client_id: 'x' });
    assert.deepEqual(arrived, Buffer.from(await file.arrayBuffer()));
    assert.deepEqual(progress.at(-1), [180_000, 180_000]);
    assert.ok(progress.length >= 3);
  });

  test('is made again, whole, with a new token', async () => {
    media.answers = [[401, { code: 'token_expired' }]];
    await uploads.upload('/v1/media', new Blob(['abc']));
    const [first, second] = media.uploads.slice(-2);
    assert.deepEqual([first.token, second.token], ['Bearer token 1', 'Bearer token 2']);
    assert.equal(second.bytes.toString(), 'abc');
  });

  test('is made again after a 503', async () => {
    media.answers = [[503, { code: 'dependency_unavailable' }]];
    const count = media.uploads.length;
    await uploads.upload('/v1/media', new Blob(['abc']));
    assert.equal(media.uploads.length, count + 2);
  });

  test('fails with the problem that the server names', async () => {
    media.answers = [[415, { code: 'unsupported_media_type' }]];
    await assert.rejects(uploads.upload('/v1/media', new Blob(['abc'])), {
      code: 'unsupported_media_type',
      status: 415,
    });
  });

  test('can be aborted in the middle', async () => {
    const controller = new AbortController();
    const count = media.uploads.length;
    const file = new Blob([new Uint8Array(5_000_000)]);
    const uploading = uploads.upload('/v1/media', file, {
      signal: controller.signal,
      onProgress: ({ sent }) => sent > 1_000_000 && controller.abort(new Error('enough')),
    });
    await assert.rejects(uploading, { message: 'enough' });
    assert.equal(media.uploads.length, count);
  });
});

describe('an upload from a browser', () => {
  class FakeXhr {
    static made = [];
    upload = {};
    headers = {};
    constructor() {
      FakeXhr.made.push(this);
    }
    open(method, url) {
      Object.assign(this, { method, url });
    }
    setRequestHeader(name, value) {
      this.headers[name] = value;
    }
    getResponseHeader() {
      return null;
    }
    send(form) {
      this.form = form;
    }
    abort() {
      this.onabort?.();
    }
    answers(status, body) {
      Object.assign(this, { status, responseText: JSON.stringify(body) });
      this.onload();
    }
  }

  function browser() {
    FakeXhr.made = [];
    const clock = new FakeClock();
    const shared = { session: session(), clock, fetch };
    const rest = new Rest({ api: 'http://api', ...shared });
    return { clock, uploads: new Uploads({ rest, XMLHttpRequest: FakeXhr, ...shared }) };
  }

  test('tells the progress of the request', async () => {
    const { uploads } = browser();
    const progress = [];
    const onProgress = ({ sent }) => progress.push(sent);
    const uploading = uploads.upload('/v1/media', new File(['abcdef'], 'a.txt'), { onProgress });
    await settled();
    const [xhr] = FakeXhr.made;
    xhr.upload.onprogress({ loaded: 3 });
    xhr.upload.onprogress({ loaded: 400 });
    xhr.answers(201, { id: 'a1' });
    assert.deepEqual(await uploading, { id: 'a1' });
    assert.deepEqual(progress, [3, 6]);
    assert.equal(xhr.headers.authorization, 'Bearer token 1');
    assert.equal(xhr.form.get('file').name, 'a.txt');
  });

  test('is aborted by the signal', async () => {
    const { uploads } = browser();
    const controller = new AbortController();
    const uploading = uploads.upload('/v1/media', new Blob(['a']), { signal: controller.signal });
    await settled();
    controller.abort(new Error('enough'));
    await assert.rejects(uploading, { message: 'enough' });
    assert.equal(FakeXhr.made.length, 1);
  });

  test('on which nothing moves is given up, and tried again', async () => {
    const { uploads, clock } = browser();
    const uploading = uploads.upload('/v1/media', new Blob(['a'])).catch((e) => e);
    await clock.advance(50_000);
    FakeXhr.made[0].upload.onprogress({ loaded: 1 });
    await clock.advance(50_000);
    assert.equal(FakeXhr.made.length, 1);
    await clock.advance(11_000);
    assert.equal(FakeXhr.made.length, 2);
    FakeXhr.made[1].answers(201, { id: 'a1' });
    assert.deepEqual(await uploading, { id: 'a1' });
  });
});
