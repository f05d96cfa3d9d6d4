import { useEffect, useRef } from 'preact/hooks';
import { attempt, openDialog } from '../../actions/messages.js';
import { setSettings } from '../../actions/conversations.js';
import { html } from '../../html.js';
import { ago, list, t } from '../../i18n.js';
import { go, toConversation } from '../../router.js';
import { useStore } from '../../use.js';
import { ConversationFace, nameOf } from '../parts/face.js';
import { Icon, IconButton } from '../parts/icon.js';
import { LINE, Menu } from '../parts/menu.js';

/** What the conversation is, and the ways into its panes. */
export function Header({ conversation, route }) {
  const { id } = conversation;
  const people = useStore((state) => state.people);
  const { pane } = route.query;
  const heading = useRef(null);
  useEffect(() => {
    // Who comes by keyboard or by voice is told where they are.
    if (!matchMedia('(pointer: coarse)').matches) return;
    heading.current?.focus({ preventScroll: true });
  }, [id]);
  const toggle = (name) => () => go(toConversation(id, pane === name ? {} : { pane: name }));
  const button = (name, icon) =>
    html`<${IconButton}
      icon=${icon}
      class="not-phone"
      label=${t(`pane.${name}`)}
      aria-pressed=${pane === name ? 'true' : 'false'}
      onClick=${toggle(name)}
    />`;
  return html`<header class="talk-head">
    <a class="icon-button only-phone" href="/" data-place aria-label=${t('do.back')}><${Icon} name="back" /></a>
    <${ConversationFace} conversation=${conversation} size="s" />
    <div class="talk-title">
      <h1 ref=${heading} tabindex="-1" dir="auto">${nameOf(conversation, people)}</h1>
      <p><${Below} conversation=${conversation} people=${people} /></p>
    </div>
    ${button('search', 'search')} ${button('pins', 'pin')} ${conversation.type !== 'direct' && button('members', 'people')}
    <${Menu} label=${t('talk.menu')} items=${() => actions(conversation)} />
  </header>`;
}

/** Who is writing; else how the other is, or how many there are. */
function Below({ conversation, people }) {
  const typing = useStore((state) => state.typing[conversation.id]);
  const names = Object.entries(typing ?? {}).map(([id, username]) => people[id]?.display_name ?? username);
  if (names.length > 0) return html`<span class="typing">${t('typing.now', { n: names.length, names: list(names) })}</span>`;
  if (conversation.type !== 'direct') {
    const size = t('talk.members', { n: conversation.participant_count });
    return html`<span dir="auto">${conversation.description ? `${size} · ${conversation.description}` : size}</span>`;
  }
  const peer = people[conversation.peer?.id] ?? conversation.peer;
  if (!peer || peer.deleted) return null;
  if (peer.status !== 'offline') return [t(`status.${peer.status}`), peer.status_text].filter(Boolean).join(' · ');
  return peer.last_seen_at ? t('talk.seen', { when: ago(peer.last_seen_at) }) : t('status.offline');
}

function actions(conversation) {
  const { id, me } = conversation;
  const set = (settings) => () => attempt(() => setSettings(id, settings));
  const pane = (name, icon) => ({ label: t(`pane.${name}`), icon, run: () => go(toConversation(id, { pane: name })) });
  // What has a button of its own where there is room for it.
  const isNarrow = matchMedia('(max-width: 43.74rem)').matches;
  return [
    isNarrow && pane('search', 'search'),
    isNarrow && pane('pins', 'pin'),
    isNarrow && conversation.type !== 'direct' && pane('members', 'people'),
    pane('details', 'info'),
    { label: t('jump.date'), icon: 'calendar', run: () => openDialog({ kind: 'date', id }) },
    LINE,
    ...(me ? ['all', 'mentions', 'none'] : []).map((each) => ({
      label: t(`notifications.${each}`),
      icon: { all: 'bell', mentions: 'at', none: 'mute' }[each],
      checked: me.notifications === each,
      run: set({ notifications: each }),
    })),
    LINE,
    me && { label: t(me.pinned ? 'row.unpin' : 'row.pin'), icon: 'up', run: set({ pinned: !me.pinned }) },
    me && { label: t(me.archived ? 'row.unarchive' : 'row.archive'), icon: 'archive', run: set({ archived: !me.archived }) },
  ];
}
