import { useEffect, useRef, useState } from 'preact/hooks';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useRested } from '../../use.js';
import { Found } from '../parts/found.js';
import { Pages } from '../parts/pages.js';
import { Place } from '../parts/place.js';
import { Empty } from '../parts/states.js';
import { Hits } from './hits.js';

const TYPES = ['', 'text', 'image', 'audio', 'video', 'file'];

/** Finds something anywhere, or what names me. */
export function Search({ route }) {
  const [words, setWords] = useState(route.query.q ?? '');
  const [type, setType] = useState('');
  const field = useRef(null);
  const q = useRested(words.trim());
  useEffect(() => {
    // Who is here already may be sent here again, with other words.
    if (route.query.q !== undefined) setWords(route.query.q);
  }, [route]);
  const isMentions = route.query.show === 'mentions';
  useEffect(() => field.current?.focus(), [isMentions]);
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
              ref=${field}
              value=${words}
              placeholder=${t('search.words')}
              aria-label=${t('search.words')}
              onInput=${({ target }) => setWords(target.value)}
            />
            <select
              aria-label=${t('search.type')}
              value=${type}
              onChange=${({ target }) => setType(target.value)}
            >${TYPES.map((each) => html`<option
              key=${each}
              value=${each}
            >${t(`search.type.${each || 'all'}`)}</option>`)}</select>
          </div>
          <${Hits} query=${{ q, ...(type && { type }) }} isOutside />`}
  <//>`;
}

function Mentions() {
  const load = (cursor) => parley.messages.mentions({ cursor, limit: 50 });
  return html`<${Pages} load=${load} inputs=${[]} none=${html`<${Empty} icon="at" title=${t('mentions.none')} />`}>
    ${(items) => html`<ul class="found-list">${items.map((each) => html`<${Found} key=${each.id} message=${each} isOutside />`)}</ul>`}
  <//>`;
}
