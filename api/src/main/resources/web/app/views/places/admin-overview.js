import { parley } from '../../app.js';
import { html } from '../../html.js';
import { number, t } from '../../i18n.js';
import { useLoaded } from '../../use.js';
import { Loaded } from '../parts/states.js';

export function Overview() {
  const stats = useLoaded(() => parley.admin.stats(), []);
  return html`<${Loaded} of=${stats} rows=${3}>
    ${(figures) => html`<dl class="figures">
      ${Object.entries(figures).map(([name, value]) => html`<div key=${name}><dt>${t(`stats.${name}`)}</dt><dd>${value === null ? '–' : number(value)}</dd></div>`)}
    </dl>`}
  <//>`;
}
