import { useState } from 'preact/hooks';
import { loadConversations } from '../../actions/conversations.js';
import { openDialog } from '../../actions/messages.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useStore } from '../../use.js';
import { nameOf } from '../parts/face.js';
import { Icon, IconButton, Mark } from '../parts/icon.js';
import { Empty, Failed, Loading } from '../parts/states.js';
import { MyBar } from './my-bar.js';
import { conversationsInOrder, matches, soundsLike } from './order.js';
import { Row } from './row.js';

const FILTERS = ['all', 'unread', 'direct', 'group'];

export function Sidebar({ route }) {
  const conversations = useStore((state) => state.conversations);
  const people = useStore((state) => state.people);
  const [filter, setFilter] = useState('all');
  const [query, setQuery] = useState('');
  const all = conversationsInOrder({ conversations });
  const shown = query
    ? all.filter((each) => soundsLike(nameOf(each, people), query))
    : all.filter((each) => matches(each, filter));
  return html`<nav class="sidebar" aria-label=${t('sidebar.label')}>
    <header class="sidebar-head">
      <a class="brand" href="/" data-place aria-label="Parley"><${Mark} size=${30} /><span>Parley</span></a>
      <${PlaceLink} href="/discover" icon="compass" label=${t('discover.title')} />
      <${PlaceLink} href="/people" icon="people" label=${t('people.title')} />
      <${IconButton} icon="plus" label=${t('new.title')} class="primary" onClick=${() => openDialog({ kind: 'new' })} />
    </header>
    <div class="sidebar-find">
      <input
        type="search"
        value=${query}
        placeholder=${t('sidebar.find')}
        aria-label=${t('sidebar.find')}
        onInput=${(event) => setQuery(event.target.value)}
      />
      <${PlaceLink} href=${`/search${query ? `?q=${encodeURIComponent(query)}` : ''}`} icon="search" label=${t('search.title')} />
    </div>
    <div class="filters" role="group" aria-label=${t('filter.label')}>
      ${FILTERS.map(
        (each) => html`<button
          type="button"
          key=${each}
          aria-pressed=${filter === each ? 'true' : 'false'}
          onClick=${() => setFilter(each)}
        >
          ${t(`filter.${each}`)}
        </button>`,
      )}
      <${IconButton}
        icon="archive"
        size=${18}
        label=${t('filter.archived')}
        aria-pressed=${filter === 'archived' ? 'true' : 'false'}
        onClick=${() => setFilter(filter === 'archived' ? 'all' : 'archived')}
      />
    </div>
    ${!conversations.loaded && conversations.problem && html`<${Failed} problem=${conversations.problem} again=${loadConversations} />`}
    ${!conversations.loaded && !conversations.problem && all.length === 0
      ? html`<${Loading} rows=${8} />`
      : html`<ul class="rows">
          ${shown.map((each) => html`<${Row} key=${each.id} conversation=${each} isOpen=${route.params.id === each.id} />`)}
        </ul>`}
    ${conversations.loaded && shown.length === 0 && html`<${Nothing} filter=${filter} query=${query} />`}
    <${MyBar} route=${route} />
  </nav>`;
}

function PlaceLink({ href, icon, label }) {
  return html`<a class="icon-button" href=${href} data-place aria-label=${label} title=${label}><${Icon} name=${icon} /></a>`;
}

function Nothing({ filter, query }) {
  if (query) return html`<${Empty} icon="search" title=${t('sidebar.none')} />`;
  return html`<${Empty} icon="thread" title=${t(`filter.${filter}.none`)}>
    <button type="button" class="button" onClick=${() => openDialog({ kind: 'new' })}>${t('new.title')}</button>
  <//>`;
}
