import { Parley, memoryStorage } from '../../../../../api/src/main/resources/web/sdk/parley.js';
import { Proxy } from './proxy.js';

/** Where the running system is; the system tests are skipped without it. */
export const system = { api: process.env.PARLEY_API, push: process.env.PARLEY_PUSH };
export const skip = system.api && system.push ? false : 'PARLEY_API and PARLEY_PUSH name no system';
/** Ms after which a test, or what prepares it, has failed: so it is known which one it is that hangs. */
export const timeout = 100_000;
/** A push node that may be killed, and where one asks for that. */
export const restarted = {
  node: process.env.PARLEY_RESTARTED_PUSH,
  control: process.env.PARLEY_RESTARTED_CONTROL,
};

/** A socket that goes to the server by way of a proxy. */
export function webSocketBy(proxy) {
  return class extends WebSocket {
    constructor(url) {
      const by = new URL(url);
      by.host = proxy.host;
      super(by.href);
    }
  };
}

/** Someone with a device, and a breakable network of their own, to one push node. */
export async function person(name, { storage = memoryStorage(), node = system.push, ...options } = {}) {
  const [api, push] = [await Proxy.to(system.api), await Proxy.to(node)];
  const parley = new Parley({ api: api.address, storage, WebSocket: webSocketBy(push), ...options });
  const username = `${name}_${Math.random().toString(36).slice(2, 10)}`;
  const credentials = { username, password: 'correct horse battery' };
  const someone = { parley, api, push, storage, credentials, name };
  someone.register = async () => {
    await parley.register({ ...credentials, email: `${username}@example.com` });
    return someone;
  };
  someone.leave = async () => {
    await parley.close();
    api.close();
    push.close();
  };
  return someone;
}

/** Writes down the durable events of a client, and can be waited for. */
export function notebook(parley) {
  const durable = [];
  const resets = [];
  const waiting = new Set();
  parley.on('durable', (event) => {
    durable.push(event);
    for (const look of [...waiting]) look();
  });
  parley.on('reset', ({ conversations }) => void resets.push(...conversations));
  const of = (id) => durable.filter(({ conversation_id }) => conversation_id === id);
  const contents = (id) =>
    of(id)
      .filter(({ type, data }) => type === 'message.created' && data.type !== 'system')
      .map(({ data }) => data.content);
  const until = (condition, what, within = 30_000) =>
    new Promise((resolve, reject) => {
      const give = () => (waiting.delete(look), reject(new Error(`waited in vain: ${what()}`)));
      const timer = setTimeout(give, within);
      const look = () => {
        if (!condition()) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const hasAll = (id, wanted) =>
    until(
      () => new Set(contents(id)).size >= wanted.length,
      () => `${contents(id).length} of ${wanted.length}`,
    );
  return { durable, resets, of, contents, until, hasAll };
}

/** Ends with the next event of a type that the test accepts. */
export function next(parley, type, accepts = () => true, within = 15_000) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => (off(), reject(new Error(`no ${type} came`))), within);
    const off = parley.on(type, (event) => {
      if (!accepts(event)) return;
      clearTimeout(timer);
      off();
      resolve(event);
    });
  });
}

/** Connects, if it is not, and ends when events come. */
export async function live(parley) {
  const came = next(parley, 'connection', ({ status }) => status === 'live', 30_000);
  came.catch(() => {});
  await parley.connect();
  if (parley.connection !== 'live') await came;
}

/** All messages of a conversation as REST has them, oldest first. */
export async function history(parley, conversationId) {
  const all = [];
  for (let after = 0, more = true; more; ) {
    const page = await parley.messages.list(conversationId, { after, limit: 100 });
    all.push(...page.items.filter(({ type }) => type !== 'system'));
    after = page.items.at(-1)?.seq ?? after;
    more = page.has_after && page.items.length > 0;
  }
  return all;
}
