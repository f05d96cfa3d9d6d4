/**
 * Who is logged in, and how the connection is.
 *
 * @param {{phase: 'starting'|'out'|'in', user: any, connection: string, retryInMs?: number, everLive: boolean, ended?: string}} slice
 */
export function session(slice = { phase: 'starting', user: null, connection: 'stopped', everLive: false }, event) {
  switch (event.type) {
    case 'session.began':
      return { ...slice, phase: 'in', user: event.user, ended: undefined };
    case 'session.ended':
      return { phase: 'out', user: null, connection: 'stopped', everLive: false, ended: event.reason };
    case 'me.loaded':
      return { ...slice, user: event.user };
    case 'user.updated':
      return event.data.id === slice.user?.id ? { ...slice, user: { ...slice.user, ...event.data, status: slice.user.status } } : slice;
    case 'presence.changed':
      return event.data.user_id === slice.user?.id && slice.user.status !== 'invisible'
        ? { ...slice, user: { ...slice.user, status: event.data.status, status_text: event.data.status_text } }
        : slice;
    case 'connection':
      return {
        ...slice,
        connection: event.status,
        closeCode: event.code,
        retryInMs: event.retryInMs,
        everLive: slice.everLive || event.status === 'live',
      };
    case 'network':
      return { ...slice, offline: !event.online };
    default:
      return slice;
  }
}
