import { path } from './rest.js';

/**
 * Users, friends and blocks (rest-api.md §4), and the own account and its devices (§3).
 *
 * @param {import('./rest.js').Rest} rest
 * @param {import('./upload.js').Uploads} uploads
 */
export function peopleCalls(rest, uploads) {
  return {
    /** The own account and its devices. */
    account: {
      me: () => rest.get('/v1/users/me'),
      /** @param {{display_name?: string|null, email?: string, bio?: string|null, username?: string}} changes */
      change: (changes) => rest.patch('/v1/users/me', changes),
      delete: (password) => rest.request('DELETE', '/v1/users/me', { body: { password }, repeat: false }),
      /** @param {Blob} file @param {import('./upload.js').UploadOptions} [options] */
      setAvatar: (file, options) => uploads.upload('/v1/users/me/avatar', file, options),
      removeAvatar: () => rest.delete('/v1/users/me/avatar'),
      /** A ZIP of everything that is stored about the caller. @returns {Promise<Response>} */
      export: (options) => rest.get('/v1/users/me/export', {}, { raw: true, withinMs: 300_000, ...options }),
      sessions: () => rest.get('/v1/auth/sessions'),
      endSession: (id) => rest.delete(path`/v1/auth/sessions/${id}`),
      logoutAll: () => rest.post('/v1/auth/logout-all', undefined, { repeat: true }),
      changePassword: (current_password, new_password) =>
        rest.post('/v1/auth/password', { current_password, new_password }),
      resendVerification: () => rest.post('/v1/auth/email-verification'),
    },
    /** What works without being logged in. */
    recovery: {
      requestReset: (email) => rest.post('/v1/auth/password-reset', { email }, { anonymous: true }),
      resetPassword: (token, new_password) =>
        rest.post('/v1/auth/password-reset/confirm', { token, new_password }, { anonymous: true }),
      verifyEmail: (token) =>
        rest.post('/v1/auth/email-verification/confirm', { token }, { anonymous: true }),
    },
    users: {
      get: (id) => rest.get(path`/v1/users/${id}`),
      search: (query, page) => rest.get('/v1/users', { query, ...page }),
      online: (page) => rest.get('/v1/users/online', page),
    },
    friends: {
      list: (page) => rest.get('/v1/friends', page),
      requests: () => rest.get('/v1/friends/requests'),
      request: (user_id) => rest.post('/v1/friends/requests', { user_id }),
      accept: (requestId) => rest.post(path`/v1/friends/requests/${requestId}/accept`),
      decline: (requestId) => rest.post(path`/v1/friends/requests/${requestId}/decline`),
      withdraw: (requestId) => rest.delete(path`/v1/friends/requests/${requestId}`),
      remove: (userId) => rest.delete(path`/v1/friends/${userId}`),
    },
    blocks: {
      list: (page) => rest.get('/v1/blocks', page),
      add: (userId) => rest.put(path`/v1/blocks/${userId}`),
      remove: (userId) => rest.delete(path`/v1/blocks/${userId}`),
    },
  };
}
