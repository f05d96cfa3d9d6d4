import { path } from './rest.js';
import { uuid } from './uuid.js';

/**
 * Messages (rest-api.md §6) and media (§7). Sending is not here: `parley.send` goes by the outbox.
 *
 * @param {import('./rest.js').Rest} rest
 * @param {import('./upload.js').Uploads} uploads
 */
export function messageCalls(rest, uploads) {
  return {
    messages: {
      /** @param {string} conversationId @param {{limit?: number, before?: string|number, after?: string|number, around?: string|number, cursor?: string}} [query] */
      list: (conversationId, query) => rest.get(path`/v1/conversations/${conversationId}/messages`, query),
      get: (id) => rest.get(path`/v1/messages/${id}`),
      // Not repeated by itself: another device may have edited it meanwhile.
      edit: (id, content) => rest.patch(path`/v1/messages/${id}`, { content }),
      edits: (id, page) => rest.get(path`/v1/messages/${id}/edits`, page),
      /** @param {string} id @param {'everyone'|'me'} [whom] */
      delete: (id, whom = 'everyone') => rest.delete(path`/v1/messages/${id}`, { query: { for: whom } }),
      react: (id, emoji) => rest.put(path`/v1/messages/${id}/reactions/${emoji}`),
      unreact: (id, emoji) => rest.delete(path`/v1/messages/${id}/reactions/${emoji}`),
      pin: (id) => rest.put(path`/v1/messages/${id}/pin`),
      unpin: (id) => rest.delete(path`/v1/messages/${id}/pin`),
      forward: (id, conversation_ids) => rest.post(path`/v1/messages/${id}/forward`, { conversation_ids }),
      replies: (id, page) => rest.get(path`/v1/messages/${id}/replies`, page),
      receipts: (id, page) => rest.get(path`/v1/messages/${id}/receipts`, page),
      /** @param {{q: string, conversation_id?: string, sender_id?: string, type?: string, before?: string, after?: string, cursor?: string, limit?: number}} query */
      search: (query) => rest.get('/v1/search/messages', query),
      mentions: (page) => rest.get('/v1/mentions', page),
      /** @param {{message_id?: string, user_id?: string, reason: string}} report */
      report: (report) => rest.post('/v1/reports', report),
    },
    media: {
      /** For `attachment_ids`. @param {Blob} file @param {import('./upload.js').UploadOptions} [options] */
      upload: (file, options) => uploads.upload('/v1/media', file, options),
      /**
       * Uploads a file and sends it at once. Unlike `parley.send` it needs a network; of repeats
       * with one `client_id` one message is made.
       *
       * @param {string} conversationId
       * @param {Blob} file
       * @param {{caption?: string, client_id?: string} & import('./upload.js').UploadOptions} [options]
       */
      send: (conversationId, file, { caption, client_id = uuid(), ...options } = {}) =>
        uploads.upload(path`/v1/conversations/${conversationId}/messages/upload`, file, {
          ...options,
          fields: caption === undefined ? { client_id } : { client_id, caption },
        }),
      /** @returns {Promise<Response>} */
      get: (id, options) => rest.get(path`/v1/media/${id}`, {}, { raw: true, ...options }),
      /** @returns {Promise<Response>} */
      thumbnail: (id, options) => rest.get(path`/v1/media/${id}/thumbnail`, {}, { raw: true, ...options }),
      delete: (id) => rest.delete(path`/v1/media/${id}`),
    },
  };
}
