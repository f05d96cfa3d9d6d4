/**
 * What a closed socket asks for (realtime.md §6).
 *
 * @typedef {'stop' | 'renew' | 'later' | 'backoff'} Next
 *   `stop` not again by ourselves; `renew` a new token first; `later` a long wait; `backoff` waits
 *   that begin small and grow
 */

/** Never on the wire: what this side has found out about its socket. */
export const SILENT = 4900;
export const UNREADABLE = 4901;

/**
 * @param {number} code
 * @returns {Next}
 */
export function afterClosing(code) {
  switch (code) {
    case 1008: // we broke the protocol, and would again
    case 1009: // a frame of ours was too large
    case 4403: // no longer allowed here
    case 4409: // displaced: two that displace each other would never end
      return 'stop';
    case 4401:
      return 'renew';
    case 4429:
      return 'later';
    default: // 1001, 1006, 1011, 4408, 4500, ours, and what is not known yet
      return 'backoff';
  }
}
