// Runs in a browser: what Node can't show. `browser.test.js` serves it and reads what it found.
import {
  Parley,
  indexedDbStorage,
  localStorageStorage,
  memoryStorage,
} from '/sdk/parley.js';

const failures = [];
const passed = [];

async function check(name, body) {
  try {
    await body();
    passed.push(name);
  } catch (error) {
    failures.push(`${name}: ${error.stack}`);
  }
}

function same(actual, wanted) {
  const [a, b] = [actual, wanted].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${a} instead of ${b}`);
}

async function until(condition) {
  for (let i = 0; i < 500; i += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('waited in vain');
}

const posts = async () => (await fetch('/posts')).json();

for (const [name, storage] of [
  ['localStorage', localStorageStorage()],
  ['IndexedDB', indexedDbStorage('checks')],
]) {
  await check(`${name} keeps, forgets, and lists by prefix in order`, async () => {
    await storage.set('x/b', { text: 'zwölf' });
    await storage.set('x/a', 1);
    await storage.set('y/a', 2);
    same(await storage.get('x/b'), { text: 'zwölf' });
    same(await storage.get('absent'), undefined);
    same(await storage.entries('x/'), [['x/a', 1], ['x/b', { text: 'zwölf' }]]);
    await storage.delete('x/a');
    same((await storage.entries('x/')).map(([key]) => key), ['x/b']);
  });
}

for (const [name, storage] of [
  ['localStorage', localStorageStorage()],
  ['IndexedDB', indexedDbStorage('tabs')],
]) {
  await check(`two tabs share a session and an outbox in ${name}`, async () => {
    const [one, two] = [1, 2].map(() => new Parley({ name, storage, positions: memoryStorage() }));
    const ends = [];
    two.on('session.ended', ({ reason }) => ends.push(reason));
    await one.login({ username: 'ada', password: 'secret' });
    same((await two.restore()).id, 'ada');
    const before = (await posts()).length;
    const { sent } = one.send('c', { content: 'hello' });
    same((await sent).content, 'hello');
    await until(() => two.outbox().length === 0);
    same((await posts()).length, before + 1);
    await one.logout();
    await until(() => ends.length > 0);
    same(ends, ['logged_out_elsewhere']);
    same((await storage.entries(`parley/${name}/`)).length, 0);
    await Promise.all([one.close(), two.close()]);
  });
}

await check('an upload tells its progress, and can be aborted', async () => {
  const parley = new Parley({ name: 'upload', storage: memoryStorage() });
  await parley.login({ username: 'ada', password: 'secret' });
  const file = new File([new Uint8Array(8_000_000)], 'a.bin');
  const progress = [];
  const answer = await parley.media.upload(file, { onProgress: ({ sent }) => progress.push(sent) });
  same(answer.size, 8_000_000);
  same(progress.at(-1), 8_000_000);
  const controller = new AbortController();
  const onProgress = () => controller.abort(new Error('enough'));
  const aborted = await parley.media
    .upload(file, { signal: controller.signal, onProgress })
    .catch((error) => error);
  same(aborted.message, 'enough');
  await parley.close();
});

await check('an upload that is refused before it was read says why', async () => {
  const parley = new Parley({ name: 'refused', storage: memoryStorage() });
  await parley.login({ username: 'ada', password: 'secret' });
  const file = new File([new Uint8Array(32_000_000)], 'a.png');
  const { code, status } = await parley.account.setAvatar(file).catch((error) => error);
  same({ code, status }, { code: 'payload_too_large', status: 413 });
  await parley.close();
});

await fetch('/found', { method: 'POST', body: JSON.stringify({ passed, failures }) });
