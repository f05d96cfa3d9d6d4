/**
 * Where session, positions and outbox live. Values are JSON; an answer may be a promise.
 *
 * A finished `set` has to outlast the page. What is written by several tabs is kept in entries of
 * its own (one per conversation, one per message), so that no tab ever writes back what another
 * has changed meanwhile.
 *
 * @typedef {object} Storage
 * @property {(key: string) => any} get the value, or undefined
 * @property {(key: string, value: any) => any} set
 * @property {(key: string) => any} delete
 * @property {(prefix: string) => [string, any][] | Promise<[string, any][]>} entries by key, ascending
 */

/** Forgets with the page: for tests, and for programs that begin anew each time.
 * @returns {Storage} */
export function memoryStorage() {
  const values = new Map();
  return {
    get: (key) => read(values.get(key)),
    set: (key, value) => void values.set(key, JSON.stringify(value)),
    delete: (key) => void values.delete(key),
    entries: (prefix) =>
      [...values.keys()]
        .filter((key) => key.startsWith(prefix))
        .sort()
        .map((key) => [key, read(values.get(key))]),
  };
}

/** Written at once, and small (5 MB in most browsers): sessions, positions, an outbox of texts.
 * @param {globalThis.Storage} [area]
 * @returns {Storage} */
export function localStorageStorage(area = globalThis.localStorage) {
  return {
    get: (key) => read(area.getItem(key)),
    set: (key, value) => area.setItem(key, JSON.stringify(value)),
    delete: (key) => area.removeItem(key),
    entries: (prefix) =>
      Array.from({ length: area.length }, (_, i) => area.key(i))
        .filter((key) => key.startsWith(prefix))
        .sort()
        .map((key) => [key, read(area.getItem(key))]),
  };
}

/** For who keeps much, or works in a worker, where there is no localStorage.
 * @param {string} [name] of the database
 * @returns {Storage} */
export function indexedDbStorage(name = 'parley') {
  /** @type {Promise<IDBDatabase> | undefined} */
  let opened;
  const open = () => {
    opened ??= finished(
      Object.assign(indexedDB.open(name, 1), {
        onupgradeneeded: ({ target }) => target.result.createObjectStore('values'),
      }),
    );
    opened.catch(() => (opened = undefined));
    return opened;
  };
  const reading = async (ask) => ask((await open()).transaction('values').objectStore('values'));
  // Resolved by the transaction, not by the request: only then is it sure to outlast the page.
  const writing = async (change) => {
    const transaction = (await open()).transaction('values', 'readwrite', { durability: 'strict' });
    change(transaction.objectStore('values'));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(undefined);
      transaction.onabort = () => reject(transaction.error);
    });
  };
  return {
    get: (key) => reading((store) => finished(store.get(key))),
    set: (key, value) => writing((store) => store.put(value, key)),
    delete: (key) => writing((store) => store.delete(key)),
    entries: (prefix) =>
      reading(async (store) => {
        const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
        const both = [finished(store.getAllKeys(range)), finished(store.getAll(range))];
        const [keys, values] = await Promise.all(both);
        return keys.map((key, i) => [key, values[i]]);
      }),
  };
}

/** localStorage where it can be written (private windows may refuse), else memory.
 * @returns {Storage} */
export function defaultStorage() {
  try {
    localStorage.setItem('parley/probe', '1');
    localStorage.removeItem('parley/probe');
    return localStorageStorage();
  } catch {
    return memoryStorage();
  }
}

/** The part of a storage whose keys begin alike.
 * @param {Storage} storage
 * @param {string} prefix
 * @returns {Storage} */
export function partOf(storage, prefix) {
  return {
    get: (key) => storage.get(prefix + key),
    set: (key, value) => storage.set(prefix + key, value),
    delete: (key) => storage.delete(prefix + key),
    entries: async (within) =>
      (await storage.entries(prefix + within)).map(([key, value]) => [key.slice(prefix.length), value]),
  };
}

// An entry that cannot be read (cut short, by another program) counts as absent.
function read(text) {
  try {
    return text == null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function finished(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
