import { useMemo, useState } from 'preact/hooks';
import { attempt, closeDialog, openDialog } from '../../actions/messages.js';
import { openDirect } from '../../actions/conversations.js';
import { now, parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { changePreferences } from '../../preferences.js';
import { go, toConversation } from '../../router.js';
import { useLoaded, useRested } from '../../use.js';
import { ConversationFace, Face, nameOf } from '../parts/face.js';
import { Icon } from '../parts/icon.js';
import { conversationsInOrder, soundsLike } from '../sidebar/order.js';
import { Dialog } from './dialog.js';

/** Everything by name: conversations, people, places, deeds. */
export function Palette() {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const rested = useRested(query.trim(), 180);
  const found = useLoaded(() => (rested.length > 1 ? parley.users.search(rested, { limit: 5 }) : { items: [] }), [rested]);
  const items = useMemo(() => itemsFor(query.trim(), found.data?.items ?? []), [query, found.data]);
  const run = (item) => {
    closeDialog();
    item.run();
  };
  const keys = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setChosen((chosen + step + items.length) % items.length);
    else if (event.key === 'Enter' && items[chosen]) run(items[chosen]);
    else return;
    event.preventDefault();
  };
  return html`<${Dialog} title=${t('palette.title')} class="palette">
    <input
      type="text"
      value=${query}
      placeholder=${t('palette.find')}
      aria-label=${t('palette.find')}
      role="combobox"
      aria-expanded="true"
      aria-controls="palette-items"
      aria-activedescendant=${items.length > 0 ? `palette-${chosen}` : undefined}
      autofocus
      onInput=${({ target }) => (setQuery(target.value), setChosen(0))}
      onKeyDown=${keys}
    />
    <ul id="palette-items" class="palette-items" role="listbox" aria-label=${t('palette.title')}>
      ${items.map(
        (item, i) => html`<li
          key=${item.key}
          id=${`palette-${i}`}
          role="option"
          aria-selected=${i === chosen ? 'true' : 'false'}
          onClick=${() => run(item)}
          onPointerMove=${() => setChosen(i)}
        >
          ${item.face ?? html`<span class="palette-sign"><${Icon} name=${item.icon} /></span>`}
          <bdi class="grow">${item.label}</bdi>${item.hint && html`<small>${item.hint}</small>`}
        </li>`,
      )}
    </ul>
    ${items.length === 0 && html`<p class="hint">${t('palette.none')}</p>`}
  <//>`;
}

function itemsFor(query, users) {
  const { people, session } = now();
  const talks = conversationsInOrder(now())
    .filter((each) => soundsLike(nameOf(each, people), query))
    .slice(0, 7)
    .map((each) => ({
      key: each.id,
      peerId: each.peer?.id,
      label: nameOf(each, people),
      hint: each.me.unread_count > 0 ? t('row.unread', { n: each.me.unread_count }) : undefined,
      face: html`<${ConversationFace} conversation=${each} size="s" />`,
      run: () => go(toConversation(each.id)),
    }));
  const shown = new Set(talks.map(({ peerId }) => peerId));
  const others = users
    .filter(({ id }) => id !== session.user.id && !shown.has(id))
    .map((user) => ({
      key: user.id,
      label: user.display_name,
      hint: `@${user.username}`,
      face: html`<${Face} user=${user} size="s" />`,
      run: () => attempt(async () => go(toConversation(await openDirect(user.id)))),
    }));
  const seek = query && { key: 'seek', icon: 'search', label: t('palette.seek', { words: query }), run: () => go(`/search?q=${encodeURIComponent(query)}`) };
  return [...talks, ...others, ...deeds(session.user).filter(({ label }) => soundsLike(label, query)), seek].filter(Boolean);
}

function deeds(user) {
  const place = (path, icon, key) => ({ key: path, icon, label: t(key), run: () => go(path) });
  const theme = (name) => ({ key: `theme ${name}`, icon: 'settings', label: t(`theme.${name}`), run: () => changePreferences({ theme: name }) });
  return [
    { key: 'new', icon: 'plus', label: t('new.title'), run: () => openDialog({ kind: 'new' }) },
    place('/discover', 'compass', 'discover.title'),
    place('/people', 'people', 'people.title'),
    place('/search', 'search', 'search.title'),
    place('/settings/profile', 'settings', 'settings.title'),
    place('/settings/devices', 'device', 'settings.devices'),
    ...(user.role === 'admin' ? [place('/admin/overview', 'shield', 'admin.title')] : []),
    theme('light'),
    theme('dark'),
    theme('system'),
    { key: 'keys', icon: 'info', label: t('shortcuts.title'), run: () => openDialog({ kind: 'shortcuts' }) },
    { key: 'logout', icon: 'logout', label: t('logout.do'), run: () => parley.logout() },
  ];
}
