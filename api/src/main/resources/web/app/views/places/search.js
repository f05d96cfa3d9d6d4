import { useState } from 'preact/hooks';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useLoaded, useRested } from '../../use.js';
import { Found } from '../parts/found.js';
import { Place } from '../parts/place.js';
import { Empty, Loaded } from '../parts/states.js';
import { Hits } from './hits.js';

const TYPES = ['', 'text', 'image', 'audio', 'video', 'file'];

/** Finds something anywhere, or what names me. */
export function Search({ route }) {
  const [words, setWords] = useState(route.query.q ?? '');
  const [type, setType] = useState('');
  const q = useRested(words.trim());
  const isMentions = route.query.show === 'mentions';
  const tabs = [
    ['/search', t('search.tab'), !isMentions],
    ['/search?show=mentions', t('search.mentions'), isMentions],
  ];
  return html`<${Place} title=${t('search.title')} tabs=${tabs}>
    ${isMentions
      ? html`<${Mentions} />`
      : html`<div class="line">
            <input
              type="search"
              class="grow"
              autofocus
              value=${words}
              placeholder=${t('search.words')}
              aria-label=${t('search.words')}
              onInput=${({ target }) => setWords(target.value)}
            />
            <select aria-label=${t('search.type')} value=${type} onChange=${({ target }) => setType(target.value)}>${TYPES.map((each) => html`<option
              key=${each}
              value=${each}
            >${t(`search.type.${each || 'all'}`)}</option>`)}</select>
          </div>
          <${Hits} query=${{ q, ...(type && { type }) }} isOutside />`}
  <//>`;
}

function Mentions() {
  const mentions = useLoaded(() => parley.messages.mentions({ limit: 50 }), []);
  return html`<${Loaded} of=${mentions} rows=${5}>
    ${({ items }) =>
      items.length === 0
        ? html`<${Empty} icon="at" title=${t('mentions.none')} />`
        : html`<ul class="found-list">${items.map((each) => html`<${Found} key=${each.id} message=${each} isOutside />`)}</ul>`}
  <//>`;
}
