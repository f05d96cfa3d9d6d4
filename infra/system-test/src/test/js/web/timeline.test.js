import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY, MOST, withNew, withPage } from '../../../../../../api/src/main/resources/web/app/state/span.js';
import { rowsOf } from '../../../../../../api/src/main/resources/web/app/timeline/rows.js';
import { anchorOf, topOf, windowOf } from '../../../../../../api/src/main/resources/web/app/timeline/window.js';
import { ADA, BOB, message, page } from './things.js';

const rows = (messages, more = {}) => rowsOf({ messages, sendings: [], unreadAfter: null, me: ADA.id, atStart: false, ...more });
const kinds = (list) => list.map((row) => (row.kind === 'message' ? `${row.isFirst ? 'first ' : ''}${row.message.seq}` : row.kind));

test('who goes on talking is not named again', () => {
  const list = [message({ seq: 1 }), message({ seq: 2 }), message({ seq: 3, sender: ADA })];

  assert.deepEqual(kinds(rows(list)), ['day', 'first 1', '2', 'first 3']);
});

test('after five minutes, a system message or a day they are named again', () => {
  const at = (time) => ({ created_at: time });
  const list = [
    message({ seq: 1, ...at('2026-01-01T10:00:00Z') }),
    message({ seq: 2, ...at('2026-01-01T10:06:00Z') }),
    message({ seq: 3, sender: null, type: 'system', ...at('2026-01-01T10:06:01Z') }),
    message({ seq: 4, ...at('2026-01-01T10:06:02Z') }),
    message({ seq: 5, ...at('2026-01-03T10:06:03Z') }),
  ];

  assert.deepEqual(kinds(rows(list)), ['day', 'first 1', 'first 2', 'first 3', 'first 4', 'day', 'first 5']);
});

test('the line stands before the first unread message of somebody else', () => {
  const list = [message({ seq: 1 }), message({ seq: 2, sender: ADA }), message({ seq: 3 })];

  assert.deepEqual(kinds(rows(list, { unreadAfter: 1 })), ['day', 'first 1', 'first 2', 'unread', 'first 3']);
});

test('a message on its way has the key of the one it becomes', () => {
  const sending = { client_id: 'c1', body: { content: 'x' }, created_at: '2026-01-01T12:00:05Z' };
  const before = rows([message({ seq: 1 })], { sendings: [sending] }).at(-1);
  const after = rows([message({ seq: 1 }), message({ seq: 2, sender: ADA, client_id: 'c1' })], { sendings: [sending] });

  assert.equal(before.kind, 'sending');
  assert.equal(after.at(-1).key, before.key);
  assert.equal(after.filter(({ key }) => key === before.key).length, 1);
});

test('rows of messages that have not changed stay the same objects', () => {
  const list = [message({ seq: 1 }), message({ seq: 2 })];

  assert.equal(rows(list)[1], rows([...list, message({ seq: 3 })])[1]);
});

test('a span grows at one end and is let go at the other', () => {
  let span = withPage(EMPTY, page(1_000, 1_059, { has_before: true }), 'replace');
  for (let first = 940; first > 400; first -= 60) span = withPage(span, page(first, first + 59, { has_before: true }), 'older');

  assert.equal(span.messages.length, MOST);
  assert.equal(span.messages[0].seq, 460);
  assert.deepEqual([span.atStart, span.atEnd], [false, false]);
  // What is new stands beyond a gap now.
  assert.equal(withNew(span, message({ seq: 1_060 })), span);
});

test('an answer that overtakes the event before it loses nothing', () => {
  const begun = withPage(EMPTY, page(1, 3), 'replace');
  const mine = message({ seq: 5, sender: ADA });

  const answered = withNew(begun, mine, true);
  const both = withNew(withNew(answered, message({ seq: 4 })), mine);

  assert.deepEqual(both.messages.map(({ seq }) => seq), [1, 2, 3, 4, 5]);
});

test('what is replayed from before the span makes no hole in it', () => {
  const span = withPage(EMPTY, page(500, 559, { has_before: true }), 'replace');

  assert.equal(withNew(span, message({ seq: 300 })), span);
});

test('a page that was asked for twice is taken once', () => {
  const span = withPage(EMPTY, page(10, 19, { has_before: true }), 'replace');
  const older = page(5, 12);

  const twice = withPage(withPage(span, older, 'older'), older, 'older');

  assert.deepEqual(twice.messages.map(({ seq }) => seq), [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
});

test('only what is about to be seen is drawn, and the rest has its height', () => {
  const list = rows(page(1, 300).items);
  const heights = new Map(list.map(({ key }) => [key, 50]));

  const shown = windowOf({ rows: list, heights, top: 5_000, height: 600, margin: 400 });

  assert.deepEqual([shown.from, shown.to], [91, 120]);
  assert.equal(shown.before + (shown.to - shown.from) * 50 + shown.after, list.length * 50);
});

test('what is being read is found again after older messages have come', () => {
  const heights = new Map();
  const before = rows(page(100, 200).items);
  const held = anchorOf(before, heights, 1_234);

  const after = rows(page(40, 200).items);

  assert.ok(topOf(after, heights, held.key) - held.offset > 1_234);
  assert.equal(topOf(before, heights, held.key) - held.offset, 1_234);
});
