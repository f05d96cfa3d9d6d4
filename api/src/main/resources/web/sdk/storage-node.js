import { mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { closeSync, fsyncSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A folder with a file per entry, for Node. A file is written aside, synced and renamed: whenever
 * the process dies, an entry is the old or the new one.
 *
 * @param {string} folder made where it is absent, readable by its owner alone: tokens are in it
 * @returns {import('./storage.js').Storage}
 */
export function folderStorage(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (key) => join(folder, encodeURIComponent(key));
  return {
    get: (key) => read(fileOf(key)),
    set(key, value) {
      const aside = `${fileOf(key)}%`;
      const file = openSync(aside, 'w', 0o600);
      try {
        writeSync(file, JSON.stringify(value));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(aside, fileOf(key));
    },
    delete: (key) => rmSync(fileOf(key), { force: true }),
    entries: (prefix) =>
      readdirSync(folder)
        .filter((name) => !name.endsWith('%'))
        .map((name) => decodeURIComponent(name))
        .filter((key) => key.startsWith(prefix))
        .sort()
        .map((key) => [key, read(fileOf(key))]),
  };
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
