import { createHash } from 'node:crypto';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const [TEXT, CLOSE] = [1, 8];

/** As much of the server's side of RFC 6455 as tests need: short text frames. */
export function acceptWebSockets(server, opened) {
  server.on('upgrade', (request, socket) => {
    const accept = createHash('sha1').update(request.headers['sec-websocket-key'] + GUID).digest('base64');
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    const webSocket = {
      isOpen: true,
      onframe: (_frame) => {},
      says: (frame) => socket.write(framed(JSON.stringify(frame))),
    };
    socket.on('error', () => {});
    socket.on('close', () => (webSocket.isOpen = false));
    let rest = Buffer.alloc(0);
    socket.on('data', (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      for (let next; (next = firstOf(rest)); rest = next.rest) {
        if (next.type === CLOSE) socket.end();
        if (next.type === TEXT) webSocket.onframe(JSON.parse(next.text));
      }
    });
    opened(webSocket);
  });
}

function framed(text) {
  const payload = Buffer.from(text);
  const isShort = payload.length < 126;
  const head = isShort ? [0x80 | TEXT, payload.length] : [0x80 | TEXT, 126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from(head), payload]);
}

/** What a client sends is masked. */
function firstOf(bytes) {
  if (bytes.length < 6) return undefined;
  const isShort = (bytes[1] & 127) < 126;
  const [length, at] = isShort ? [bytes[1] & 127, 2] : [bytes.readUInt16BE(2), 4];
  if (bytes.length < at + 4 + length) return undefined;
  const mask = bytes.subarray(at, at + 4);
  const payload = bytes.subarray(at + 4, at + 4 + length).map((byte, i) => byte ^ mask[i % 4]);
  return { type: bytes[0] & 15, text: payload.toString(), rest: bytes.subarray(at + 4 + length) };
}
