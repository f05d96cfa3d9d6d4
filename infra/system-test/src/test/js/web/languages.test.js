import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { day, languageOf, speak, t } from '../../../../../../api/src/main/resources/web/app/i18n.js';

const web = new URL('../../../../../../api/src/main/resources/web/', import.meta.url);
const read = async (name) => JSON.parse(await readFile(new URL(`messages/${name}.json`, web), 'utf8'));
const names = (await readdir(new URL('messages/', web))).map((file) => file.replace('.json', ''));
const places = (text) => [...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

for (const name of names) {
  test(`${name} says all that English says, with the same places`, async () => {
    const english = await read('en');
    const other = await read(name);

    assert.deepEqual(Object.keys(other).sort(), Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) {
      assert.deepEqual([...new Set(places(other[key]))].sort(), [...new Set(places(text))].sort(), key);
    }
  });
}

test('every text that a view asks for is there', async () => {
  const english = await read('en');
  const files = await readdir(new URL('app/', web), { recursive: true });
  const asked = new Set();
  for (const file of files.filter((each) => each.endsWith('.js'))) {
    const source = await readFile(new URL(`app/${file}`, web), 'utf8');
    for (const [, key] of source.matchAll(/\bt\(\s*'([^']+)'/g)) asked.add(key);
  }

  assert.ok(asked.size > 200);
  assert.deepEqual([...asked].filter((key) => !(key in english)), []);
});

test('numbers choose their form', async () => {
  await speak('de', read);
  assert.equal(t('thread.replies', { n: 1 }), '1 Antwort');
  assert.equal(t('thread.replies', { n: 1200 }), '1.200 Antworten');
  assert.equal(day(new Date()), 'Heute');
});

test('the browser’s languages decide, the first that there is', () => {
  assert.equal(languageOf('system', ['fr-FR', 'de-AT', 'en']), 'de');
  assert.equal(languageOf('system', ['fr']), 'en');
  assert.equal(languageOf('de', ['en']), 'de');
});
