// A program that writes and may be killed at any line: `reload.system.test.js` does so.
import { folderStorage } from '../../../../../api/src/main/resources/web/sdk/storage-node.js';
import { Parley } from '../../../../../api/src/main/resources/web/sdk/parley.js';
import { webSocketBy } from './people.js';

const { api, push, folder, room, life } = JSON.parse(process.argv[2]);
const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const WebSocket = webSocketBy({ host: new URL(push).host });
const parley = new Parley({ api, storage: folderStorage(folder), WebSocket });
parley.on('durable', (event) => {
  if (event.conversation_id === room && event.type === 'message.created') {
    tell({ handed: event.data.content, seq: event.seq });
  }
});
parley.on('reset', ({ conversations }) => {
  for (const { id, reason } of conversations) if (id === room) tell({ reset: reason });
});
await parley.restore();
await parley.connect();
for (let n = 1; ; n += 1) {
  const content = `${life}-${n}`;
  parley.send(room, { content });
  // Storage in a folder is written at once: from here on it must arrive.
  await new Promise((resolve) => setImmediate(resolve));
  tell({ written: content });
  await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20));
}
