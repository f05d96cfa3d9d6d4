import { useState } from 'preact/hooks';
import { attempt, isAdminOf, openDialog, say } from '../../actions/messages.js';
import { loadParticipants } from '../../actions/conversations.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { go } from '../../router.js';
import { useLoaded, useStore } from '../../use.js';
import { Face, PersonName } from '../parts/face.js';
import { Icon } from '../parts/icon.js';
import { Menu } from '../parts/menu.js';
import { Loaded } from '../parts/states.js';
import { soundsLike } from '../sidebar/order.js';
import { Banned } from './banned.js';
import { memberActions } from './member-actions.js';

const RANK = { owner: 0, admin: 1, member: 2 };

/** Who is in it, and what may be done about them. */
export function Members({ conversation }) {
  const { id } = conversation;
  const members = useStore((state) => state.participants[id]);
  const loaded = useLoaded(() => members ?? loadParticipants(id), [id]);
  const people = useStore((state) => state.people);
  const [query, setQuery] = useState('');
  const all = Object.values(members?.byUser ?? {})
    .map((each) => ({ ...each, user: people[each.user_id] }))
    .filter(({ user }) => user && (!query || soundsLike(`${user.display_name} ${user.username}`, query)))
    .sort((a, b) => RANK[a.role] - RANK[b.role] || a.user.display_name.localeCompare(b.user.display_name));
  return html`<div class="pane-body">
    ${isAdminOf(conversation) &&
    html`<p class="pane-buttons">
      <button
        type="button"
        class="button"
        onClick=${() => openDialog({ kind: 'add', id })}
      ><${Icon} name="plus" /> ${t('members.add')}</button>
      <button
        type="button"
        class="button"
        onClick=${() => openDialog({ kind: 'invites', id })}
      ><${Icon} name="link" /> ${t('members.invite')}</button>
    </p>`}
    <input
      type="search"
      value=${query}
      placeholder=${t('members.find')}
      aria-label=${t('members.find')}
      onInput=${({ target }) => setQuery(target.value)}
    />
    <${Loaded} of=${members ? { data: true } : loaded} rows=${5}>
      ${() => html`<ul class="people-list">${all.map((each) => html`<${Member} key=${each.user_id} member=${each} conversation=${conversation} />`)}</ul>
        ${!members?.complete && html`<p class="hint">${t('members.more', { n: conversation.participant_count })}</p>`}`}
    <//>
    ${isAdminOf(conversation) && html`<${Banned} conversation=${conversation} />`}
    <p class="pane-end"><button type="button" class="button quiet alarm" onClick=${() => leave(conversation)}><${Icon} name="logout" /> ${t('members.leave')}</button></p>
  </div>`;
}

function Member({ member, conversation }) {
  const me = useStore((state) => state.session.user.id);
  const { user, role, muted_until } = member;
  const isSilenced = muted_until && new Date(muted_until).getTime() > Date.now();
  return html`<li class="person-row">
    <${Face} user=${user} presence />
    <button
      type="button"
      class="as-name"
      onClick=${() => openDialog({ kind: 'person', id: user.id })}
    ><${PersonName} user=${user} /> <small>@${user.username}</small></button>
    ${role !== 'member' && html`<span class="tag">${t(`role.${role}`)}</span>`}
    ${isSilenced && html`<span title=${t('members.muted')}><${Icon} name="mute" size=${16} /><span class="unseen">${t('members.muted')}</span></span>`}
    ${user.id !== me && html`<${Menu}
      label=${t('members.menu', { name: user.display_name })}
      items=${() => memberActions(member, conversation)}
    />`}
  </li>`;
}

function leave(conversation) {
  const run = () => attempt(() => parley.conversations.leave(conversation.id).then(() => (go('/'), say(t('members.left')))));
  openDialog({ kind: 'confirm', title: t('members.leave'), text: t('members.leave.text'), label: t('members.leave'), run });
}
