// What Parley is compared with: POST → insert → emit to the room, as well as it can be done with
// these libraries. The key is parsed once, statements are prepared once per connection, sockets are
// WebSockets from the beginning and uncompressed; several processes share the port.
//
// It promises less: no sequence, no membership check on a send, nothing to catch up from.
import cluster from 'node:cluster';
import { createPublicKey } from 'node:crypto';
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import express from 'express';
import { Redis } from 'ioredis';
import jwt from 'jsonwebtoken';
import pg from 'pg';
import { Server } from 'socket.io';

const { PEER_PORT, PEER_PROCESSES, PEER_KEY, PEER_DATABASE, PEER_REDIS, PEER_POOL } = process.env;

if (cluster.isPrimary && Number(PEER_PROCESSES) > 1) {
  for (let i = 0; i < Number(PEER_PROCESSES); i++) {
    cluster.fork();
  }
  cluster.on('exit', () => process.exit(1));
} else {
  serve();
}

function serve() {
  const key = createPublicKey({ key: JSON.parse(PEER_KEY), format: 'jwk' });
  const database = new pg.Pool({ connectionString: PEER_DATABASE, max: Number(PEER_POOL) });
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  const server = createServer(app);
  server.keepAliveTimeout = 0;
  const io = new Server(server, {
    transports: ['websocket'],
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    pingInterval: 25_000,
    pingTimeout: 10_000,
  });
  const publisher = new Redis(PEER_REDIS);
  io.adapter(createAdapter(publisher, publisher.duplicate()));

  const userOf = (token) => jwt.verify(token, key, { algorithms: ['ES256'] }).sub;

  io.use(async (socket, next) => {
    try {
      const user = userOf(socket.handshake.auth.token);
      const rooms = await database.query({
        name: 'rooms',
        text: 'select conversation_id from participants where user_id = $1',
        values: [user],
        rowMode: 'array',
      });
      socket.join(rooms.rows.map((row) => row[0]));
      next();
    } catch (error) {
      next(error);
    }
  });

  app.get('/health', (request, response) => response.sendStatus(200));
  app.post('/conversations/:id/messages', express.json(), async (request, response) => {
    let user;
    try {
      user = userOf(request.headers.authorization.slice('Bearer '.length));
    } catch {
      response.sendStatus(401);
      return;
    }
    try {
      const { content, client_id } = request.body;
      const inserted = await database.query({
        name: 'insert',
        text: `insert into messages (conversation_id, sender_id, content, client_id)
               values ($1, $2, $3, $4) returning id, created_at`,
        values: [request.params.id, user, content, client_id],
      });
      const { id, created_at } = inserted.rows[0];
      const message = {
        id,
        conversation_id: request.params.id,
        sender_id: user,
        content,
        created_at,
        client_id,
      };
      io.to(request.params.id).emit('message', message);
      response.status(201).json(message);
    } catch (error) {
      console.error(error);
      response.sendStatus(503);
    }
  });
  server.listen({ port: Number(PEER_PORT), host: '0.0.0.0', backlog: 4096 });
}
