import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from '../../html.js';
import { fit } from './fit.js';
import { Icon } from './icon.js';

/**
 * A button with a list of things to do.
 *
 * @param {object} props
 * @param {string} props.label
 * @param {string} [props.icon]
 * @param {() => {label: string, icon?: string, run: () => void, tone?: string}[]} props.items made when it opens
 */
export function Menu({ label, icon = 'more', items, class: also = '', children }) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef(null);
  const close = (focus) => {
    setOpen(false);
    if (focus) root.current?.querySelector('button')?.focus();
  };
  useEffect(() => {
    if (!isOpen) return undefined;
    const outside = (event) => root.current?.contains(event.target) || setOpen(false);
    document.addEventListener('pointerdown', outside);
    root.current.querySelector('[role=menuitem]')?.focus();
    return () => document.removeEventListener('pointerdown', outside);
  }, [isOpen]);
  return html`<span
    class=${`menu ${isOpen ? 'open' : ''} ${also}`}
    ref=${root}
    onKeyDown=${(event) => keys(event, root.current, isOpen, close)}
  >
    <button
      type="button"
      class=${children ? 'menu-button' : 'icon-button'}
      aria-label=${label}
      title=${label}
      aria-haspopup="menu"
      aria-expanded=${isOpen ? 'true' : 'false'}
      onClick=${() => setOpen(!isOpen)}
    >
      ${children ?? html`<${Icon} name=${icon} />`}
    </button>
    ${isOpen && html`<${Items} items=${items().filter(Boolean)} close=${close} />`}
  </span>`;
}

function Items({ items, close }) {
  const list = useRef(null);
  useEffect(() => fit(list.current), []);
  const run = (item) => {
    close(true);
    item.run();
  };
  return html`<div class="menu-items" role="menu" ref=${list}>
    ${items.map(
      (item) => html`<button
        type="button"
        role="menuitem"
        tabindex="-1"
        key=${item.label}
        class=${item.tone ?? ''}
        onClick=${() => run(item)}
      >
        ${item.icon && html`<${Icon} name=${item.icon} />`}<span>${item.label}</span>
      </button>`,
    )}
  </div>`;
}

function keys(event, root, isOpen, close) {
  if (!isOpen) return;
  const items = [...root.querySelectorAll('[role=menuitem]')];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === 'Escape') close(true);
  else if (event.key === 'Tab') close(false);
  else if (to !== undefined) items.at(to % items.length)?.focus();
  else return;
  if (event.key !== 'Tab') event.preventDefault();
  event.stopPropagation();
}
