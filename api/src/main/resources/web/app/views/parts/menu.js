import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { html } from '../../html.js';
import { fit } from './fit.js';
import { Icon } from './icon.js';

/** Stands in a list of items where another group begins. */
export const LINE = { isLine: true };

/**
 * A button with a list of things to do. An item with `checked` is one of several, of which one holds.
 *
 * @typedef {{label: string, icon?: string, sign?: any, checked?: boolean, run: () => void, tone?: string}} Item
 *
 * @param {object} props
 * @param {string} props.label
 * @param {string} [props.icon]
 * @param {() => (Item|typeof LINE|false|null|undefined)[]} props.items made when it opens
 */
export function Menu({ label, icon = 'more', items, class: also = '', children }) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef(null);
  const close = (focus) => {
    setOpen(false);
    if (focus) root.current?.querySelector('button')?.focus();
  };
  useLayoutEffect(() => {
    if (isOpen) root.current.querySelector('[role^=menuitem]')?.focus();
  }, [isOpen]);
  useEffect(() => {
    if (!isOpen) return undefined;
    const outside = ({ target }) => (root.current?.contains(target) && !target.closest('.menu-shade')) || setOpen(false);
    document.addEventListener('pointerdown', outside);
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
      aria-label=${children ? undefined : label}
      title=${label}
      aria-haspopup="menu"
      aria-expanded=${isOpen ? 'true' : 'false'}
      onClick=${() => setOpen(!isOpen)}
    >
      ${children ? html`${children}<span class="unseen">${label}</span>` : html`<${Icon} name=${icon} />`}
    </button>
    ${isOpen && html`<span class="menu-shade"></span><${Items} items=${inGroups(items())} close=${close} label=${label} />`}
  </span>`;
}

/** Without what is not for now, and without lines that part nothing. */
function inGroups(items) {
  const shown = items.filter(Boolean);
  return shown.filter((item, i) => item !== LINE || (i > 0 && i < shown.length - 1 && shown[i - 1] !== LINE));
}

function Items({ items, close, label }) {
  const list = useRef(null);
  useLayoutEffect(() => fit(list.current), []);
  const run = (item) => {
    close(true);
    item.run();
  };
  return html`<div class="menu-items" role="menu" aria-label=${label} ref=${list}>
    ${items.map((item, i) => (item === LINE ? html`<hr key=${i} />` : html`<${Choice} key=${item.label} item=${item} run=${run} />`))}
  </div>`;
}

function Choice({ item, run }) {
  const { label, icon, sign, checked, tone } = item;
  const isOneOf = checked !== undefined;
  return html`<button
    type="button"
    role=${isOneOf ? 'menuitemradio' : 'menuitem'}
    aria-checked=${isOneOf ? String(checked) : undefined}
    tabindex="-1"
    class=${tone ?? ''}
    onClick=${() => run(item)}
  >
    ${sign ?? (icon && html`<${Icon} name=${icon} />`)}<span>${label}</span>${checked && html`<${Icon} name="check" />`}
  </button>`;
}

function keys(event, root, isOpen, close) {
  if (!isOpen) return;
  const items = [...root.querySelectorAll('[role^=menuitem]')];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === 'Escape') close(true);
  else if (event.key === 'Tab') close(false);
  else if (to !== undefined) items.at(to % items.length)?.focus();
  else return;
  if (event.key !== 'Tab') event.preventDefault();
  event.stopPropagation();
}
