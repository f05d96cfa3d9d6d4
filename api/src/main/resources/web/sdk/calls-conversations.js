import { path } from './rest.js';

/**
 * Conversations, their participants and invites (rest-api.md §5).
 *
 * @param {import('./rest.js').Rest} rest
 * @param {import('./upload.js').Uploads} uploads
 */
export function conversationCalls(rest, uploads) {
  return {
    conversations: {
      /** @param {{type?: string, participant_ids: string[], name?: string, description?: string, visibility?: string}} conversation */
      create: (conversation) => rest.post('/v1/conversations', conversation),
      /** @param {{type?: string, archived?: boolean, query?: string, cursor?: string, limit?: number}} [query] */
      list: (query) => rest.get('/v1/conversations', query),
      /** All of them, page after page: `for await (const conversation of …)`. */
      each: (query) => rest.each('/v1/conversations', query),
      unread: () => rest.get('/v1/conversations/unread'),
      discover: (query, page) => rest.get('/v1/conversations/discover', { query, ...page }),
      direct: (userId) => rest.get(path`/v1/conversations/direct/${userId}`),
      get: (id) => rest.get(path`/v1/conversations/${id}`),
      change: (id, changes) => rest.patch(path`/v1/conversations/${id}`, changes),
      delete: (id) => rest.delete(path`/v1/conversations/${id}`),
      /** @param {string} id @param {Blob} file @param {import('./upload.js').UploadOptions} [options] */
      setAvatar: (id, file, options) => uploads.upload(path`/v1/conversations/${id}/avatar`, file, options),
      removeAvatar: (id) => rest.delete(path`/v1/conversations/${id}/avatar`),
      /** Joining twice is joining once. */
      join: (id) => rest.post(path`/v1/conversations/${id}/join`, undefined, { repeat: true }),
      leave: (id) => rest.post(path`/v1/conversations/${id}/leave`),
      online: (id) => rest.get(path`/v1/conversations/${id}/online`),
      /** @param {string} id @param {{notifications?: 'all'|'mentions'|'none', archived?: boolean, pinned?: boolean}} settings */
      set: (id, settings) => rest.put(path`/v1/conversations/${id}/settings`, settings),
      pins: (id, page) => rest.get(path`/v1/conversations/${id}/pins`, page),
      events: (id, after, limit = 100) =>
        rest.get(path`/v1/conversations/${id}/events`, { after, limit }),
    },
    participants: {
      list: (id, page) => rest.get(path`/v1/conversations/${id}/participants`, page),
      each: (id) => rest.each(path`/v1/conversations/${id}/participants`, { limit: 100 }),
      add: (id, user_ids) =>
        rest.post(path`/v1/conversations/${id}/participants`, { user_ids }, { repeat: true }),
      remove: (id, userId) => rest.delete(path`/v1/conversations/${id}/participants/${userId}`),
      setRole: (id, userId, role) =>
        rest.put(path`/v1/conversations/${id}/participants/${userId}/role`, { role }),
      /** @param {string|null} until a time, or null to let them speak again */
      mute: (id, userId, until) =>
        rest.put(path`/v1/conversations/${id}/participants/${userId}/mute`, { until }),
      ban: (id, userId) => rest.put(path`/v1/conversations/${id}/bans/${userId}`),
      unban: (id, userId) => rest.delete(path`/v1/conversations/${id}/bans/${userId}`),
      banned: (id, page) => rest.get(path`/v1/conversations/${id}/bans`, page),
    },
    invites: {
      /** @param {string} id @param {{expires_in?: number, max_uses?: number}} [limits] */
      create: (id, limits = {}) => rest.post(path`/v1/conversations/${id}/invites`, limits),
      list: (id, page) => rest.get(path`/v1/conversations/${id}/invites`, page),
      revoke: (id, code) => rest.delete(path`/v1/conversations/${id}/invites/${code}`),
      preview: (code) => rest.get(path`/v1/invites/${code}`, {}, { anonymous: true }),
      accept: (code) => rest.post(path`/v1/invites/${code}/accept`),
    },
  };
}
