/** Time that moves when a test says so. Jobs run in order, and what they set off runs in between. */
export class FakeClock {
  #now = 1_800_000_000_000;
  #jobs = new Set();
  /** What `random` answers. */
  luck = 0.5;

  now = () => this.#now;
  random = () => this.luck;

  after = (ms, job) => {
    const entry = { at: this.#now + ms, job };
    this.#jobs.add(entry);
    return () => this.#jobs.delete(entry);
  };

  /** How many wait. */
  get waiting() {
    return this.#jobs.size;
  }

  async advance(ms) {
    const end = this.#now + ms;
    await settled();
    for (let next; (next = this.#nextUntil(end)); await settled()) {
      this.#jobs.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.job();
    }
    this.#now = end;
    await settled();
  }

  #nextUntil(end) {
    return [...this.#jobs].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** Ends when everything that can go on without time passing has gone on. */
export async function settled() {
  for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Sockets of which a test is the server. */
export function fakeSockets() {
  const opened = [];
  class WebSocket {
    sent = [];
    isClosed = false;

    constructor(url) {
      this.url = url;
      opened.push(this);
    }

    send(text) {
      this.sent.push(JSON.parse(text));
    }

    close() {
      this.isClosed = true;
    }

    /** The server sends. */
    says(frame) {
      this.onmessage?.({ data: JSON.stringify(frame) });
    }

    hello(conversations = [], heartbeat_ms = 25_000) {
      this.says({ type: 'hello', data: { heartbeat_ms, conversations } });
    }

    resumed(reset = []) {
      this.says({ type: 'resumed', id: 'resume', data: { replayed: 0, reset } });
    }

    /** The server closes, or the network does (1006). */
    ends(code) {
      this.onclose?.({ code });
    }

    sentOf(type) {
      return this.sent.filter((frame) => frame.type === type);
    }
  }
  return { WebSocket, opened, last: () => opened.at(-1) };
}

/** One browser: the `Tabs` of it share locks and news, and each may die. */
export function fakeBrowser() {
  const channels = new Set();
  /** By name: who holds the lock, then who waits for it. */
  const queues = new Map();
  const isDead = new Set();

  const grant = (name) => {
    const [turn] = queues.get(name) ?? [];
    if (!turn || turn.isHeld) return;
    turn.isHeld = true;
    setImmediate(async () => {
      if (turn.isOver) return;
      await Promise.resolve().then(turn.job).then(turn.done.resolve, turn.done.reject);
      leave(name, turn);
    });
  };
  const leave = (name, turn) => {
    turn.isOver = true;
    queues.set(name, queues.get(name).filter((other) => other !== turn));
    grant(name);
  };

  /** What one tab has of it. */
  const tab = () => {
    const self = {};
    self.locks = {
      request(name, { steal = false }, job) {
        const turn = { self, job, done: promised(), isHeld: false };
        const queue = queues.get(name) ?? [];
        const [holder] = queue;
        queues.set(name, steal ? [turn, ...queue] : [...queue, turn]);
        if (steal && holder?.isHeld) {
          leave(name, holder);
          holder.done.reject(new DOMException('stolen', 'AbortError'));
        }
        grant(name);
        return turn.done.promise;
      },
    };
    self.Channel = class {
      constructor() {
        channels.add(this);
        this.self = self;
      }

      postMessage(data) {
        const copy = structuredClone(data);
        const others = [...channels].filter((channel) => channel !== this);
        if (!isDead.has(self)) setImmediate(() => others.forEach((other) => other.hears(copy)));
      }

      hears(data) {
        if (this.self.isAsleep || isDead.has(this.self)) return;
        this.onmessage?.({ data });
      }

      close() {
        channels.delete(this);
      }
    };
    /** Nothing of it is heard any more, and what it held is free. */
    self.die = () => {
      isDead.add(self);
      for (const [name, queue] of queues) {
        for (const turn of queue.filter((one) => one.self === self)) leave(name, turn);
      }
    };
    return self;
  };
  return { ...tab(), tab };
}

/** A promise that is settled from outside. */
export function promised() {
  const outside = {};
  outside.promise = new Promise((resolve, reject) => Object.assign(outside, { resolve, reject }));
  outside.promise.catch(() => {});
  return outside;
}

/** An answer of `fetch`. */
export function answer(status, body, headers = {}) {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  const text = body === undefined ? null : JSON.stringify(body);
  return new Response(text, { status, headers: { 'content-type': type, ...headers } });
}

/** A `fetch` that answers in turn: a Response, a function that makes one, or an Error. */
export function fetchAnswering(...answers) {
  const asked = [];
  const fetch = async (url, init) => {
    asked.push({ url, ...init });
    const next = answers.length > 1 ? answers.shift() : answers[0];
    const given = typeof next === 'function' ? await next({ url, ...init }) : next;
    if (given instanceof Error) throw given;
    return given.clone();
  };
  return Object.assign(fetch, { asked });
}

export const cutOff = () => new TypeError('fetch failed');
