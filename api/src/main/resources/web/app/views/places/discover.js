import { useState } from 'preact/hooks';
import { attempt } from '../../actions/messages.js';
import { loadConversation } from '../../actions/conversations.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { go, toConversation } from '../../router.js';
import { useLoaded, useRested } from '../../use.js';
import { ConversationFace } from '../parts/face.js';
import { Place } from '../parts/place.js';
import { Empty, Loaded } from '../parts/states.js';

/** Groups and channels that anybody may join. */
export function Discover() {
  const [query, setQuery] = useState('');
  const q = useRested(query.trim());
  const found = useLoaded(() => parley.conversations.discover(q || undefined, { limit: 50 }), [q]);
  return html`<${Place} title=${t('discover.title')}>
    <input
      type="search"
      value=${query}
      placeholder=${t('discover.find')}
      aria-label=${t('discover.find')}
      onInput=${({ target }) => setQuery(target.value)}
    />
    <${Loaded} of=${found} rows=${4}>
      ${({ items }) =>
        items.length === 0
          ? html`<${Empty} icon="compass" title=${t('discover.none')} />`
          : html`<ul class="cards">${items.map((each) => html`<${Card} key=${each.id} conversation=${each} />`)}</ul>`}
    <//>
  <//>`;
}

function Card({ conversation }) {
  const { id, name, description, participant_count, me, type } = conversation;
  const join = () =>
    attempt(async () => {
      await parley.conversations.join(id);
      await loadConversation(id);
      go(toConversation(id));
    });
  return html`<li class="room-card">
    <${ConversationFace} conversation=${conversation} size="l" />
    <div><h2 dir="auto">${name}</h2><p dir="auto">${description || t(`type.${type}`)}</p><small>${t('talk.members', { n: participant_count })}</small></div>
    ${me ? html`<a
      class="button"
      href=${toConversation(id)}
      data-place
    >${t('discover.open')}</a>` : html`<button type="button" class="button primary" onClick=${join}>${t('discover.join')}</button>`}
  </li>`;
}
