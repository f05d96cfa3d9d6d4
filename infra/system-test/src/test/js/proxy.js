import { connect, createServer } from 'node:net';

/**
 * A network between a client and a server that a test can break:
 * `cut` ends what is open, `refuse` ends what comes too, `stall` lets nothing through and keeps it
 * open, `halfClose` ends one direction, `loseAnswer` lets a request through and cuts when the answer
 * comes.
 */
export class Proxy {
  #server;
  #pairs = new Set();
  #mode = 'pass';
  #losing = 0;

  /** @param {string} target an address whose host and port are meant */
  static async to(target) {
    const { hostname, port, protocol } = new URL(target);
    const proxy = new Proxy();
    proxy.#server = createServer({ allowHalfOpen: true }, (client) => {
      if (proxy.#mode === 'refuse') return client.destroy();
      proxy.#join(client, connect({ host: hostname, port, allowHalfOpen: true }));
    });
    await new Promise((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    proxy.host = `127.0.0.1:${proxy.#server.address().port}`;
    proxy.address = `${protocol}//${proxy.host}`;
    return proxy;
  }

  /** How many connections were lost with their answer. */
  lost = 0;

  cut() {
    for (const { client, server } of [...this.#pairs]) {
      client.resetAndDestroy();
      server.destroy();
    }
  }

  refuse() {
    this.#mode = 'refuse';
    this.cut();
  }

  stall() {
    this.#mode = 'stall';
    for (const { client, server } of this.#pairs) {
      client.pause();
      server.pause();
    }
  }

  /** The server's side of each connection ends; what the client sends still arrives. */
  halfClose() {
    for (const { client, server } of this.#pairs) {
      server.removeAllListeners('data');
      server.on('data', () => {});
      client.end();
    }
  }

  /** The next so many answers are lost. */
  loseAnswers(count) {
    this.#losing = count;
  }

  heal() {
    this.#mode = 'pass';
    for (const { client, server } of this.#pairs) {
      client.resume();
      server.resume();
    }
  }

  close() {
    this.refuse();
    this.#server.close();
  }

  #join(client, server) {
    const pair = { client, server };
    this.#pairs.add(pair);
    const gone = () => {
      this.#pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', gone);
      socket.on('close', gone);
    }
    client.on('data', (bytes) => server.write(bytes));
    client.on('end', () => server.end());
    server.on('end', () => client.end());
    server.on('data', (bytes) => {
      if (this.#losing === 0) return client.write(bytes);
      this.#losing -= 1;
      this.lost += 1;
      client.resetAndDestroy();
    });
    if (this.#mode === 'stall') {
      client.pause();
      server.pause();
    }
  }
}
