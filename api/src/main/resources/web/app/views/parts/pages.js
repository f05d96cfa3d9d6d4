import { useState } from 'preact/hooks';
import { attempt } from '../../actions/messages.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useLoaded } from '../../use.js';
import { Loaded } from './states.js';

/**
 * A list that comes in pages, the next when somebody wants it.
 *
 * @param {object} props
 * @param {(cursor?: string) => Promise<{items: any[], next_cursor: string|null}>} props.load
 * @param {any[]} props.inputs the list begins anew when one of them changes
 * @param {any} props.none what is shown of an empty list
 * @param {(items: any[], again: () => void) => any} props.children
 */
export function Pages({ load, inputs, rows = 5, none, children }) {
  const first = useLoaded(() => load(), inputs);
  const [isBusy, setBusy] = useState(false);
  const more = async (page) => {
    setBusy(true);
    await attempt(async () => {
      const next = await load(page.next_cursor);
      first.set({ items: [...page.items, ...next.items], next_cursor: next.next_cursor });
    });
    setBusy(false);
  };
  return html`<${Loaded} of=${first} rows=${rows}>
    ${(page) => {
      if (page.items.length === 0) return none;
      const button = html`<p class="more">
        <button type="button" class="button" disabled=${isBusy} onClick=${() => more(page)}>${t('do.more')}</button>
      </p>`;
      return html`<div>${children(page.items, first.again)}${page.next_cursor && button}</div>`;
    }}
  <//>`;
}
