import { useState } from 'preact/hooks';
import { attempt } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { date, t } from '../../i18n.js';
import { useLoaded, useRested, useStore } from '../../use.js';
import { Face, PersonName } from '../parts/face.js';
import { Loaded } from '../parts/states.js';

/** Everybody, with what only admins see. */
export function Accounts() {
  const [query, setQuery] = useState('');
  const q = useRested(query.trim());
  const users = useLoaded(() => parley.admin.users({ query: q || undefined, limit: 50 }), [q]);
  return html`<input
    type="search"
    value=${query}
    placeholder=${t('people.find')}
    aria-label=${t('people.find')}
    onInput=${({ target }) => setQuery(target.value)}
  />
    <${Loaded} of=${users} rows=${6}>
      ${({ items }) => html`<ul class="people-list wide">${items.map((each) => html`<${Account} key=${each.id} account=${each} again=${users.again} />`)}</ul>`}
    <//>`;
}

function Account({ account, again }) {
  const me = useStore((state) => state.session.user.id);
  const { id, username, email, created_at, suspension, role } = account;
  const suspend = () => attempt(() => parley.admin.suspend(id, t('accounts.reason')).then(again));
  const restore = () => attempt(() => parley.admin.restore(id).then(again));
  return html`<li class="person-row">
    <${Face} user=${account} />
    <span class="grow"><${PersonName} user=${account} /> <small>@${username} · ${email ?? '–'} · ${date(created_at)}</small></span>
    ${role === 'admin' && html`<span class="tag">${t('role.admin')}</span>`}
    ${suspension && html`<span class="tag alarm">${t('accounts.suspended')}</span>`}
    ${id !== me && (suspension ? html`<button
      type="button"
      class="button"
      onClick=${restore}
    >${t('accounts.restore')}</button>` : html`<button type="button" class="button quiet alarm" onClick=${suspend}>${t('accounts.suspend')}</button>`)}
  </li>`;
}
