import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useRested } from '../../use.js';
import { Hits } from '../places/hits.js';

/** Finds something in this conversation. */
export function SearchPane({ conversation }) {
  const [words, setWords] = useState('');
  const field = useRef(null);
  useEffect(() => field.current.focus(), []);
  const q = useRested(words.trim());
  return html`<div class="pane-body">
    <input
      type="search"
      ref=${field}
      value=${words}
      placeholder=${t('search.here')}
      aria-label=${t('search.here')}
      onInput=${({ target }) => setWords(target.value)}
    />
    <${Hits} query=${{ q, conversation_id: conversation.id }} />
  </div>`;
}
