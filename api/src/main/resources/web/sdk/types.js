/**
 * The objects and events of the contract, for editors and type checkers. Nothing here runs.
 *
 * @typedef {object} User
 * @property {string} id
 * @property {string} username
 * @property {string} display_name
 * @property {string|null} avatar_url
 * @property {string|null} bio
 * @property {'online'|'away'|'dnd'|'offline'|'invisible'} status
 * @property {string|null} status_text
 * @property {string|null} last_seen_at
 * @property {boolean} is_bot
 * @property {boolean} deleted
 * @property {string} created_at
 *
 * @typedef {User & {email: string, email_verified: boolean, role: 'user'|'admin'}} Me
 * @typedef {Pick<User, 'id'|'username'|'display_name'|'avatar_url'>} Sender
 *
 * @typedef {object} Membership `conversation.me`
 * @property {'owner'|'admin'|'member'} role
 * @property {string} joined_at
 * @property {string|null} muted_until
 * @property {'all'|'mentions'|'none'} notifications
 * @property {boolean} archived
 * @property {boolean} pinned
 * @property {number} last_read_seq
 * @property {number} last_delivered_seq
 * @property {number} unread_count
 * @property {number} mention_count
 *
 * @typedef {object} Conversation
 * @property {string} id
 * @property {'direct'|'group'|'channel'} type
 * @property {'private'|'public'} visibility
 * @property {string|null} name
 * @property {string|null} description
 * @property {string|null} avatar_url
 * @property {string|null} created_by
 * @property {string} created_at
 * @property {string} updated_at
 * @property {string} last_activity_at
 * @property {number} last_seq
 * @property {number} participant_count
 * @property {Message|null} last_message
 * @property {User|null} [peer]
 * @property {Membership|null} [me]
 *
 * @typedef {object} Message
 * @property {string} id
 * @property {string} conversation_id
 * @property {number} seq
 * @property {'text'|'image'|'video'|'audio'|'file'|'system'} type
 * @property {Sender|null} sender
 * @property {string|null} content
 * @property {Attachment[]} attachments
 * @property {{id: string, seq: number, sender: Sender, excerpt: string, deleted: boolean}|null} reply_to
 * @property {{reply_count: number, last_reply_at: string|null}} thread
 * @property {string[]} mentions
 * @property {{emoji: string, count: number, me: boolean, user_ids: string[]}[]} reactions
 * @property {object|null} forwarded_from
 * @property {boolean} pinned
 * @property {string|null} client_id
 * @property {string} created_at
 * @property {string|null} edited_at
 * @property {number} edit_count
 * @property {string|null} deleted_at
 * @property {{kind: string, actor_id: string|null, subject_ids: string[], value: any}|null} system
 *
 * @typedef {object} Attachment
 * @property {string} id
 * @property {string} kind
 * @property {string} file_name
 * @property {string} content_type
 * @property {number} size
 * @property {number|null} width
 * @property {number|null} height
 * @property {number|null} duration_ms
 * @property {string} url
 * @property {string|null} thumbnail_url
 * @property {string|null} blurhash
 *
 * @typedef {object} NewMessage
 * @property {string} [content]
 * @property {string} [type]
 * @property {string} [reply_to] id of a message
 * @property {string[]} [attachment_ids]
 *
 * @typedef {object} Sending a message of the outbox
 * @property {string} client_id
 * @property {string} conversation_id
 * @property {NewMessage} body
 * @property {string} created_at by this machine's clock
 * @property {'sending'|'sent'|'failed'|'discarded'} state
 * @property {{code: string, status: number}} [problem] why it has failed
 */

/**
 * @template {string} T
 * @template D
 * @typedef {object} Durable an event with a number: each once, in order, per conversation
 * @property {T} type
 * @property {string} conversation_id
 * @property {number} seq
 * @property {string} at
 * @property {string|null} actor_id
 * @property {D} data
 */

/**
 * @template {string} T
 * @template D
 * @typedef {object} News an event without a number: the newest counts
 * @property {T} type
 * @property {D} data
 */

/**
 * @typedef {{conversation_id: string, user_id: string, seq: number, at: string}} Receipt
 * @typedef {{message_id: string, user_id: string, emoji: string, count: number}} Reaction
 * @typedef {{user: User, request_id: string}} Friendship
 *
 * @typedef {object} Reset "load these by REST": what comes later has a higher `seq`
 * @property {'reset'} type
 * @property {{id: string, seq: number|null, reason: 'first'|'gap'|'gone'}[]} conversations `first`:
 *   new here; `gap`: too much was missed; `gone`: not ours any more (`seq` is null)
 *
 * @typedef {{
 *   'message.created': Durable<'message.created', Message>,
 *   'message.edited': Durable<'message.edited', Message>,
 *   'message.deleted': Durable<'message.deleted', {message_id: string}>,
 *   'reaction.added': Durable<'reaction.added', Reaction>,
 *   'reaction.removed': Durable<'reaction.removed', Reaction>,
 *   'message.pinned': Durable<'message.pinned', {message_id: string}>,
 *   'message.unpinned': Durable<'message.unpinned', {message_id: string}>,
 *   'conversation.updated': Durable<'conversation.updated', Conversation>,
 *   'conversation.deleted': Durable<'conversation.deleted', {}>,
 *   'participant.added': Durable<'participant.added', {user: User, role: string, by: string}>,
 *   'participant.removed': Durable<'participant.removed', {user_id: string, by: string, reason: string}>,
 *   'participant.updated': Durable<'participant.updated', {user_id: string, role: string, muted_until: string|null}>,
 *   'durable': Durable<string, any>,
 *   'reset': Reset,
 *   'receipt.read': News<'receipt.read', Receipt>,
 *   'receipt.delivered': News<'receipt.delivered', Receipt>,
 *   'conversation.settings': News<'conversation.settings', any>,
 *   'unread.changed': News<'unread.changed', {conversation_id: string, unread_count: number, mention_count: number}>,
 *   'user.updated': News<'user.updated', User>,
 *   'presence.changed': News<'presence.changed', {user_id: string, username: string, status: string, status_text: string|null, last_seen_at: string|null}>,
 *   'conversation.joined': News<'conversation.joined', Conversation>,
 *   'conversation.left': News<'conversation.left', {conversation_id: string, reason: string}>,
 *   'mention.created': News<'mention.created', {message: Message}>,
 *   'friend.requested': News<'friend.requested', Friendship>,
 *   'friend.accepted': News<'friend.accepted', Friendship>,
 *   'friend.declined': News<'friend.declined', Friendship>,
 *   'friend.removed': News<'friend.removed', Friendship>,
 *   'session.revoked': News<'session.revoked', {reason: string}>,
 *   'typing.started': News<'typing.started', {conversation_id: string, user_id: string, username: string, expires_at: string}>,
 *   'typing.stopped': News<'typing.stopped', {conversation_id: string, user_id: string}>,
 *   'hello': {type: 'hello', data: any},
 *   'connection': {status: import('./connection.js').Status, code?: number, retryInMs?: number},
 *   'outbox': {sending: Sending, message?: Message},
 *   'session.ended': {reason: string},
 * }} EventMap `durable` is every event with a number, for who keeps them all; `hello` the first frame
 *   of each connection; `outbox` a message on its way that has changed; `session.ended` that nobody
 *   is logged in here any more
 */

export {};
