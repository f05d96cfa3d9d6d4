import { useState } from 'preact/hooks';
import { attempt, openDialog } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { date, t } from '../../i18n.js';
import { useRested, useStore } from '../../use.js';
import { Face, PersonName } from '../parts/face.js';
import { Pages } from '../parts/pages.js';

/** Everybody, with what only admins see. */
export function Accounts() {
  const [query, setQuery] = useState('');
  const q = useRested(query.trim());
  const load = (cursor) => parley.admin.users({ query: q || undefined, cursor, limit: 50 });
  return html`<input
      type="search"
      value=${query}
      placeholder=${t('people.find')}
      aria-label=${t('people.find')}
      onInput=${({ target }) => setQuery(target.value)}
    />
    <${Pages} load=${load} inputs=${[q]} none=${html`<p class="hint">${t('people.none')}</p>`}>
      ${(items, again) => html`<ul class="people-list wide">
        ${items.map((each) => html`<${Account} key=${each.id} account=${each} again=${again} />`)}
      </ul>`}
    <//>`;
}

function Account({ account, again }) {
  const { username, email, created_at, suspension, role } = account;
  const facts = [`@${username}`, email, date(created_at), suspension?.reason].filter(Boolean).join(' · ');
  return html`<li class="person-row">
    <${Face} user=${account} />
    <span class="grow"><${PersonName} user=${account} /> <small>${facts}</small></span>
    ${role === 'admin' && html`<span class="tag">${t('role.admin')}</span>`}
    ${suspension && html`<span class="tag alarm">${t('accounts.suspended')}</span>`}
    <${Deed} account=${account} again=${again} />
  </li>`;
}

function Deed({ account, again }) {
  const me = useStore((state) => state.session.user.id);
  const { id, suspension } = account;
  if (id === me) return null;
  const restore = () => attempt(() => parley.admin.restore(id).then(again));
  if (suspension) return html`<button type="button" class="button small" onClick=${restore}>${t('accounts.restore')}</button>`;
  return html`<button
    type="button"
    class="button small quiet alarm"
    onClick=${() => openDialog({ kind: 'suspend', user: account, onDone: again })}
  >${t('accounts.suspend')}</button>`;
}
