/** People, messages and pages as the server sends them, as far as a test needs them. */
export const ADA = { id: '019aa0c0-0000-7000-8000-00000000000a', username: 'ada', display_name: 'Ada', avatar_url: null, status: 'online' };
export const BOB = { id: '019aa0c0-0000-7000-8000-00000000000b', username: 'bob', display_name: 'Bob', avatar_url: null, status: 'online' };

export function conversation({ last_seq, unread_count = 0 }) {
  return {
    id: 'room',
    type: 'group',
    name: 'Room',
    last_seq,
    last_activity_at: '2026-01-01T00:00:00Z',
    participant_count: 2,
    last_message: null,
    peer: null,
    me: { role: 'member', unread_count, mention_count: 0, last_read_seq: 0, pinned: false, archived: false },
  };
}

export function message({ seq, sender = BOB, ...more }) {
  return {
    id: `m${seq}`,
    conversation_id: 'room',
    seq,
    type: 'text',
    sender,
    content: `message ${seq}`,
    attachments: [],
    reply_to: null,
    forwarded_from: null,
    thread: { reply_count: 0, last_reply_at: null },
    mentions: [],
    reactions: [],
    client_id: null,
    created_at: new Date(Date.UTC(2026, 0, 1, 12, 0, seq)).toISOString(),
    deleted_at: null,
    ...more,
  };
}

export function created(data) {
  return { type: 'message.created', conversation_id: data.conversation_id, seq: data.seq, at: data.created_at, data };
}

export function page(from, to, has = {}) {
  const items = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => message({ seq: from + i }));
  return { items, has_before: false, has_after: false, ...has };
}
