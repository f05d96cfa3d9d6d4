import { useState } from 'preact/hooks';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useLoaded, useRested, useStore } from '../../use.js';
import { Face } from '../parts/face.js';
import { Icon } from '../parts/icon.js';

/** Finds people and keeps those who were chosen. @param {{chosen: any[], onChange: (users: any[]) => void, single?: boolean}} props */
export function PeopleChoice({ chosen, onChange, single }) {
  const me = useStore((state) => state.session.user.id);
  const [query, setQuery] = useState('');
  const rested = useRested(query.trim());
  const found = useLoaded(() => (rested ? parley.users.search(rested, { limit: 20 }) : parley.friends.list({ limit: 20 })), [rested]);
  const users = (found.data?.items ?? []).filter(({ id, deleted }) => id !== me && !deleted);
  const isChosen = (user) => chosen.some(({ id }) => id === user.id);
  const toggle = (user) => onChange(isChosen(user) ? chosen.filter(({ id }) => id !== user.id) : single ? [user] : [...chosen, user]);
  return html`<div class="choice-of-people">
    ${chosen.length > 0 &&
    html`<ul class="chips">
      ${chosen.map((user) => html`<${Chosen} key=${user.id} user=${user} toggle=${() => toggle(user)} />`)}
    </ul>`}
    <input
      type="search"
      value=${query}
      placeholder=${t('people.find')}
      aria-label=${t('people.find')}
      autofocus
      onInput=${({ target }) => setQuery(target.value)}
    />
    <ul class="people-list">
      ${users.map(
        (user) => html`<li key=${user.id}>
          <label class="person-row">
            <input type=${single ? 'radio' : 'checkbox'} name="who" checked=${isChosen(user)} onChange=${() => toggle(user)} />
            <${Face} user=${user} size="s" /> <span dir="auto">${user.display_name}</span> <small>@${user.username}</small>
          </label>
        </li>`,
      )}
    </ul>
    ${rested && !found.loading && users.length === 0 && html`<p class="hint">${t('people.none')}</p>`}
    ${!rested && users.length === 0 && html`<p class="hint">${t('people.type')}</p>`}
  </div>`;
}

function Chosen({ user, toggle }) {
  const name = user.display_name;
  return html`<li>
    <button type="button" onClick=${toggle} aria-label=${t('choice.remove', { name })}>
      <${Face} user=${user} size="xs" /> ${name} <${Icon} name="close" size=${14} />
    </button>
  </li>`;
}
