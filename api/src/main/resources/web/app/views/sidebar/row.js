import { attempt } from '../../actions/messages.js';
import { setSettings } from '../../actions/conversations.js';
import { html } from '../../html.js';
import { count, list, shortly, t } from '../../i18n.js';
import { toConversation } from '../../router.js';
import { useStore } from '../../use.js';
import { ConversationFace, nameOf } from '../parts/face.js';
import { Icon } from '../parts/icon.js';
import { Menu } from '../parts/menu.js';
import { systemWords } from '../timeline/system.js';
import { wordsOf } from '../timeline/words.js';

/** One conversation of the list. */
export function Row({ conversation, isOpen }) {
  const { id, me, last_message, last_activity_at } = conversation;
  const people = useStore((state) => state.people);
  const typing = useStore((state) => state.typing[id]);
  const name = nameOf(conversation, people);
  const isSilent = me.notifications === 'none';
  const waits = me.unread_count > 0;
  return html`<li class=${`row ${isOpen ? 'open' : ''} ${waits && !isSilent ? 'waits' : ''}`}>
    <a href=${toConversation(id)} data-place aria-current=${isOpen ? 'page' : undefined}>
      <${ConversationFace} conversation=${conversation} />
      <bdi class="row-name">${name}</bdi>
      <time class="row-time" datetime=${last_activity_at}>${shortly(last_activity_at)}</time>
      <${Last} message=${last_message} typing=${typing} conversation=${conversation} people=${people} />
      <span class="row-marks">
        ${me.pinned && html`<${Icon} name="pin" size=${15} />`}
        ${isSilent && html`<${Icon} name="mute" size=${15} />`}
        ${me.mention_count > 0 && html`<${Badge} kind="mention" sign="@" words=${t('row.mentions', { n: me.mention_count })} />`}
        ${waits &&
        html`<${Badge} kind=${isSilent ? 'quiet' : ''} sign=${count(me.unread_count)} words=${t('row.unread', { n: me.unread_count })} />`}
      </span>
    </a>
    <${Menu} label=${t('row.menu', { name })} items=${() => actions(conversation)} />
  </li>`;
}

function Badge({ kind, sign, words }) {
  return html`<span class=${`badge ${kind}`}><span aria-hidden="true">${sign}</span><span class="unseen">${words}</span></span>`;
}

function actions({ id, me }) {
  const set = (settings) => () => attempt(() => setSettings(id, settings));
  const silent = me.notifications === 'none';
  return [
    { label: t(me.pinned ? 'row.unpin' : 'row.pin'), icon: 'up', run: set({ pinned: !me.pinned }) },
    { label: t(silent ? 'row.loud' : 'row.silent'), icon: silent ? 'bell' : 'mute', run: set({ notifications: silent ? 'all' : 'none' }) },
    { label: t(me.archived ? 'row.unarchive' : 'row.archive'), icon: 'archive', run: set({ archived: !me.archived }) },
  ];
}

/** Who is writing just now, or what was said last. */
function Last({ message, typing, conversation, people }) {
  const names = Object.entries(typing ?? {}).map(([id, username]) => people[id]?.display_name ?? username);
  if (names.length > 0) return html`<em class="row-last typing">${t('typing.now', { n: names.length, names: list(names) })}</em>`;
  if (!message) return html`<em class="row-last">${t('row.empty')}</em>`;
  return html`<bdi class="row-last">${lastWords(message, conversation, people)}</bdi>`;
}

export function lastWords(message, conversation, people) {
  if (message.type === 'system') return systemWords(message, people);
  const words = wordsOf(message).slice(0, 120);
  return conversation.type === 'direct' ? words : `${message.sender?.display_name ?? ''}: ${words}`;
}
