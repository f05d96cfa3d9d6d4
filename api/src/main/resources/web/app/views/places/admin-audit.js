import { parley } from '../../app.js';
import { html } from '../../html.js';
import { dateTime, t } from '../../i18n.js';
import { Pages } from '../parts/pages.js';

const COLUMNS = ['at', 'action', 'actor', 'target', 'ip'];

/** Who did what to whom, from where. */
export function Audit() {
  const load = (cursor) => parley.admin.audit({ cursor, limit: 100 });
  return html`<${Pages} load=${load} inputs=${[]} none=${html`<p class="hint">–</p>`}>
    ${(entries) => html`<div class="table-frame" tabindex="0" role="region" aria-label=${t('admin.audit')}>
      <table>
        <thead>
          <tr>${COLUMNS.map((each) => html`<th key=${each} scope="col">${t(`audit.${each}`)}</th>`)}</tr>
        </thead>
        <tbody>${entries.map((each) => html`<${Entry} key=${each.id} entry=${each} />`)}</tbody>
      </table>
    </div>`}
  <//>`;
}

/** Of an id its end is enough to see whether it is the same. */
function Entry({ entry }) {
  const { at, action, actor_id, target_type, target_id, ip } = entry;
  return html`<tr>
    <td><time>${dateTime(at)}</time></td>
    <td><code>${action}</code></td>
    <td><code>${actor_id?.slice(-8) ?? '–'}</code></td>
    <td>${target_type} <code>${target_id?.slice(-8)}</code></td>
    <td>${ip ?? '–'}</td>
  </tr>`;
}
