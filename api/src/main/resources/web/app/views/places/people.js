import { useState } from 'preact/hooks';
import { attempt, openDialog } from '../../actions/messages.js';
import { openDirect } from '../../actions/conversations.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { go, toConversation } from '../../router.js';
import { useLoaded, useRested, useStore } from '../../use.js';
import { Face, PersonName } from '../parts/face.js';
import { IconButton } from '../parts/icon.js';
import { Pages } from '../parts/pages.js';
import { Place } from '../parts/place.js';
import { Empty, Loaded } from '../parts/states.js';

const TABS = ['friends', 'requests', 'online', 'blocked'];
const LISTS = {
  friends: (cursor) => parley.friends.list({ cursor, limit: 100 }),
  online: (cursor) => parley.users.online({ cursor, limit: 100 }),
  blocked: (cursor) => parley.blocks.list({ cursor, limit: 100 }),
};

/** Friends, requests, who is here, and whom one has blocked. */
export function People({ route }) {
  const tab = TABS.includes(route.query.show) ? route.query.show : 'friends';
  const [query, setQuery] = useState('');
  const q = useRested(query.trim());
  const tabs = TABS.map((each) => [`/people?show=${each}`, t(`people.${each}`), tab === each]);
  return html`<${Place} title=${t('people.title')} tabs=${tabs}>
    <input
      type="search"
      value=${query}
      placeholder=${t('people.find')}
      aria-label=${t('people.find')}
      onInput=${({ target }) => setQuery(target.value)}
    />
    <${Inside} q=${q} tab=${tab} />
  <//>`;
}

function Inside({ q, tab }) {
  const search = (cursor) => parley.users.search(q, { cursor, limit: 50 });
  if (q) return html`<${List} load=${search} what=${q} none="people.none" />`;
  if (tab === 'requests') return html`<${Requests} />`;
  return html`<${List} load=${LISTS[tab]} what=${tab} none=${`people.${tab}.none`} tab=${tab} />`;
}

function List({ load, what, none, tab }) {
  const me = useStore((state) => state.session.user.id);
  const others = async (cursor) => {
    const page = await load(cursor);
    return { ...page, items: page.items.filter(({ id }) => id !== me) };
  };
  return html`<${Pages} load=${others} inputs=${[what]} none=${html`<${Empty} icon="people" title=${t(none)}>${tab === 'friends' && html`<p>${t('people.friends.hint')}</p>`}<//>`}>
    ${(users, again) => html`<ul class="people-list wide">
      ${users.map((user) => html`<${PersonRow} key=${user.id} user=${user} tab=${tab} again=${again} />`)}
    </ul>`}
  <//>`;
}

function PersonRow({ user, tab, again }) {
  const write = () => attempt(async () => go(toConversation(await openDirect(user.id))));
  return html`<li class="person-row">
    <${Face} user=${user} presence />
    <button type="button" class="as-name" onClick=${() => openDialog({ kind: 'person', id: user.id })}>
      <${PersonName} user=${user} /> <small>@${user.username}${user.status_text ? ` · ${user.status_text}` : ''}</small>
    </button>
    ${tab === 'blocked'
      ? html`<button
        type="button"
        class="button"
        onClick=${() => attempt(() => parley.blocks.remove(user.id).then(again))}
      >${t('person.unblock')}</button>`
      : html`<${IconButton} icon="thread" label=${t('person.write')} onClick=${write} />`}
    ${tab === 'friends' && html`<${IconButton}
      icon="close"
      label=${t('friends.remove', { name: user.display_name })}
      onClick=${() => attempt(() => parley.friends.remove(user.id).then(again))}
    />`}
  </li>`;
}

function Requests() {
  const requests = useLoaded(() => parley.friends.requests(), []);
  const then = (job) => () => attempt(() => job().then(requests.again));
  return html`<${Loaded} of=${requests} rows=${3}>
    ${({ incoming, outgoing }) =>
      incoming.length + outgoing.length === 0
        ? html`<${Empty} icon="people" title=${t('people.requests.none')} />`
        : html`<ul class="people-list wide">
            ${incoming.map(
              ({ id, user }) => html`<li class="person-row" key=${id}>
                <${Face} user=${user} /><${Named} user=${user} />
                <button
                  type="button"
                  class="button primary"
                  onClick=${then(() => parley.friends.accept(id))}
                >${t('friends.accept')}</button>
                <button
                  type="button"
                  class="button quiet"
                  onClick=${then(() => parley.friends.decline(id))}
                >${t('friends.decline')}</button>
              </li>`,
            )}
            ${outgoing.map(
              ({ id, user }) => html`<li class="person-row" key=${id}>
                <${Face} user=${user} /><${Named} user=${user} more=${t('friends.waiting')} />
                <button
                  type="button"
                  class="button quiet"
                  onClick=${then(() => parley.friends.withdraw(id))}
                >${t('friends.withdraw')}</button>
              </li>`,
            )}
          </ul>`}
  <//>`;
}

function Named({ user, more }) {
  return html`<span class="grow"><${PersonName} user=${user} /> <small>@${user.username}${more ? ` · ${more}` : ''}</small></span>`;
}
