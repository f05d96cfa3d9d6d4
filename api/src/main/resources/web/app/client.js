import { loadConversations, loadParticipants, reload } from './actions/conversations.js';
import { say } from './actions/messages.js';
import { dispatch, now, parley } from './app.js';
import { t } from './i18n.js';
import { noticeFocus, notify } from './notify.js';
import { forgetDrafts } from './views/composer/drafts.js';

/** What the state is told of as it comes from the server. */
const TOLD = [
  'message.created',
  'message.edited',
  'message.deleted',
  'reaction.added',
  'reaction.removed',
  'message.pinned',
  'message.unpinned',
  'conversation.updated',
  'conversation.deleted',
  'participant.added',
  'participant.removed',
  'participant.updated',
  'receipt.read',
  'receipt.delivered',
  'conversation.settings',
  'unread.changed',
  'user.updated',
  'presence.changed',
  'conversation.joined',
  'conversation.left',
  'friend.requested',
  'friend.accepted',
  'friend.declined',
  'friend.removed',
  'typing.started',
  'typing.stopped',
];

/** Feeds the store with what the SDK tells, and takes up the session that an earlier page left. */
export async function startClient() {
  for (const type of TOLD) parley.on(type, dispatch);
  parley.on('message.created', (event) => void notify(event));
  noticeFocus();
  parley.on('outbox', ({ sending, message }) => dispatch({ type: 'outbox', sending, message }));
  parley.on('friend.requested', ({ data }) => say(t('friends.requested', { name: data.user.display_name })));
  parley.on('session.ended', ({ reason }) => {
    forgetDrafts();
    dispatch({ type: 'session.ended', reason });
  });
  parley.on('reset', ({ conversations }) => reload(conversations));
  parley.on('connection', connectionChanged);
  for (const type of ['online', 'offline']) {
    addEventListener(type, () => dispatch({ type: 'network', online: navigator.onLine }));
  }
  const user = await parley.restore().catch(() => null);
  if (user) await enter(user);
  else dispatch({ type: 'session.ended' });
}

/** After a log-in: the list by REST, then everything that happens. */
export async function enter(user) {
  dispatch({ type: 'session.began', user });
  parley.account.me().then(
    (me) => dispatch({ type: 'me.loaded', user: me }),
    () => {},
  );
  loadConversations();
  await parley.connect().catch(() => {});
  for (const sending of parley.outbox()) dispatch({ type: 'outbox', sending });
}

function connectionChanged(change) {
  const wasLive = now().session.everLive;
  dispatch({ ...change, type: 'connection' });
  // Who came and went meanwhile was told to nobody here.
  if (change.status !== 'live' || !wasLive) return;
  loadConversations();
  const { id } = now().route.params;
  if (id) loadParticipants(id).catch(() => {});
}
