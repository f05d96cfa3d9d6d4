import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { fit } from '../parts/fit.js';
import { Icon } from '../parts/icon.js';
import { EMOJI, FREQUENT, entriesOf, findEmoji } from './emoji.js';

/** A button that offers emoji. */
export function EmojiButton({ label, onPick, class: also = 'icon-button' }) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const outside = ({ target }) => (root.current?.contains(target) && !target.closest('.menu-shade')) || setOpen(false);
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };
  const pick = (emoji) => {
    close();
    onPick(emoji);
  };
  const keys = (event) => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    close();
  };
  return html`<span class=${`menu ${isOpen ? 'open' : ''}`} ref=${root} onKeyDown=${keys}>
    <button
      type="button"
      class=${also}
      aria-label=${label}
      title=${label}
      aria-haspopup="dialog"
      aria-expanded=${isOpen ? 'true' : 'false'}
      onClick=${() => setOpen(!isOpen)}
    >
      <${Icon} name="smile" size=${also === 'icon-button' ? 20 : 16} />
    </button>
    ${isOpen && html`<span class="menu-shade"></span><${Picker} onPick=${pick} />`}
  </span>`;
}

function Picker({ onPick }) {
  const [query, setQuery] = useState('');
  const box = useRef(null);
  const button = ([emoji, words]) =>
    html`<button
      type="button"
      key=${emoji}
      class="emoji"
      aria-label=${words}
      title=${words}
      onClick=${() => onPick(emoji)}
    >${emoji}</button>`;
  useLayoutEffect(() => {
    fit(box.current);
    box.current.querySelector('input').focus();
  }, []);
  const first = (event) => {
    const [found] = query ? findEmoji(query) : [];
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (found) onPick(found[0]);
  };
  return html`<div class="emoji-picker" role="dialog" aria-label=${t('emoji.label')} ref=${box}>
    <input
      type="search"
      value=${query}
      placeholder=${t('emoji.find')}
      aria-label=${t('emoji.find')}
      onInput=${(event) => setQuery(event.target.value)}
      onKeyDown=${first}
    />
    <div class="emoji-groups" tabindex="-1">
      ${query
        ? html`<div class="emoji-group">${findEmoji(query).map(button)}</div>`
        : html`<div class="emoji-group">${FREQUENT.map((emoji) => button([emoji, emoji]))}</div>
            ${Object.entries(EMOJI).map(
              ([name, group]) => html`<h2 key=${name}>${t(`emoji.${name}`)}</h2>
                <div class="emoji-group">${entriesOf(group).map(button)}</div>`,
            )}`}
    </div>
  </div>`;
}
