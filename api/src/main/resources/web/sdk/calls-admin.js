import { path } from './rest.js';

/**
 * Moderation and administration (rest-api.md §8), and what the system says of itself (§10).
 *
 * @param {import('./rest.js').Rest} rest
 */
export function adminCalls(rest) {
  return {
    admin: {
      stats: () => rest.get('/v1/admin/stats'),
      users: (query) => rest.get('/v1/admin/users', query),
      suspend: (userId, reason, until) => rest.post(path`/v1/admin/users/${userId}/suspend`, { reason, until }),
      restore: (userId) => rest.post(path`/v1/admin/users/${userId}/restore`),
      reports: (query) => rest.get('/v1/admin/reports', query),
      /** @param {string} id @param {'none'|'delete_message'|'suspend_user'} action @param {string} [note] */
      resolve: (id, action, note) => rest.post(path`/v1/admin/reports/${id}/resolve`, { action, note }),
      deleteMessage: (id) => rest.delete(path`/v1/admin/messages/${id}`),
      audit: (query) => rest.get('/v1/admin/audit', query),
    },
    system: {
      stats: () => rest.get('/v1/stats'),
    },
  };
}
