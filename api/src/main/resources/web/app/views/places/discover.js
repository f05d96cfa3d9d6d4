import { useState } from 'preact/hooks';
import { attempt } from '../../actions/messages.js';
import { loadConversation } from '../../actions/conversations.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { go, toConversation } from '../../router.js';
import { useRested } from '../../use.js';
import { ConversationFace } from '../parts/face.js';
import { Pages } from '../parts/pages.js';
import { Place } from '../parts/place.js';
import { Empty } from '../parts/states.js';

/** Groups and channels that anybody may join. */
export function Discover() {
  const [query, setQuery] = useState('');
  const q = useRested(query.trim());
  const load = (cursor) => parley.conversations.discover(q || undefined, { cursor, limit: 50 });
  return html`<${Place} title=${t('discover.title')}>
    <input
      type="search"
      value=${query}
      placeholder=${t('discover.find')}
      aria-label=${t('discover.find')}
      onInput=${({ target }) => setQuery(target.value)}
    />
    <${Pages} load=${load} inputs=${[q]} none=${html`<${Empty} icon="compass" title=${t('discover.none')} />`}>
      ${(items) => html`<ul class="cards">${items.map((each) => html`<${Card} key=${each.id} conversation=${each} />`)}</ul>`}
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
