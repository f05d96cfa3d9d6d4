import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import { folderStorage } from '../../../../../api/src/main/resources/web/sdk/storage-node.js';
import { history, live, next, notebook, person, skip, timeout } from './people.js';

const writer = new URL('./writer.js', import.meta.url).pathname;

/** Runs the writer, kills it so long after so many lines, and answers what it told. */
async function lifeOf(options, { after, ms }) {
  const child = spawn(process.execPath, [...process.execArgv, writer, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = [];
  const told = createInterface(child.stdout);
  const over = new Promise((resolve) => told.once('close', resolve));
  const killSoon = () => setTimeout(() => child.kill('SIGKILL'), ms);
  if (after === 0) killSoon();
  told.on('line', (line) => {
    lines.push(JSON.parse(line));
    if (lines.filter(({ written }) => written).length === after) killSoon();
  });
  await over;
  return lines;
}

describe('a client that is killed again and again', { skip, timeout }, () => {
  test('loses nothing, doubles nothing, and goes on where it was', async (t) => {
    const storage = folderStorage(mkdtempSync(join(tmpdir(), 'parley-')));
    const folder = mkdtempSync(join(tmpdir(), 'parley-'));
    const ada = await person('ada', { storage: folderStorage(folder) });
    const bob = await person('bob', { storage });
    // The last life only clears its outbox.
    const last = await person('ada', { storage: folderStorage(folder) });
    t.after(() => Promise.all([ada, bob, last].map(({ leave }) => leave())));
    await Promise.all([ada.register(), bob.register()]);
    const members = { participant_ids: [bob.parley.user.id], name: 'The room' };
    const room = (await ada.parley.conversations.create(members)).id;
    bob.notes = notebook(bob.parley);
    await live(bob.parley);
    await ada.parley.close();

    const { api, push } = { api: ada.api.address, push: ada.push.address };
    const lines = [];
    for (let life = 1; life <= 6; life += 1) {
      // In the middle of everything, and in the middle of starting up.
      const end = life % 2 ? { after: 10, ms: Math.random() * 50 } : { after: 0, ms: 100 + Math.random() * 400 };
      if (life === 3) ada.api.loseAnswers(3);
      lines.push(await lifeOf({ api, push, folder, room, life }, end));
    }
    await last.parley.restore();
    const written = lines.flat().filter((line) => line.written).map((line) => line.written);
    while (last.parley.outbox().length > 0) await next(last.parley, 'outbox');

    const arrived = (await history(last.parley, room)).map(({ content }) => content);
    // What was killed in the very line of writing may be there too, once.
    assert.deepEqual(arrived.filter((content) => written.includes(content)), written);
    assert.equal(new Set(arrived).size, arrived.length);
    await bob.notes.hasAll(room, arrived);
    assert.deepEqual(bob.notes.contents(room), arrived);

    // Across lives an event may come again (killed between callback and position), never be left out.
    const handed = lines.flat().filter(({ seq }) => seq);
    for (const life of lines) {
      const seqs = life.filter(({ seq }) => seq).map(({ seq }) => seq);
      assert.deepEqual(seqs, [...seqs].sort((a, b) => a - b));
      assert.equal(new Set(seqs).size, seqs.length);
    }
    const seen = [...new Set(handed.map(({ seq }) => seq))].sort((a, b) => a - b);
    assert.deepEqual(seen, seen.map((_, i) => seen[0] + i));
    assert.equal(lines.flat().filter(({ reset }) => reset === 'gap').length, 0);
  });
});
