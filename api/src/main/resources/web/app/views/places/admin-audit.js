import { parley } from '../../app.js';
import { html } from '../../html.js';
import { dateTime, t } from '../../i18n.js';
import { useLoaded } from '../../use.js';
import { Loaded } from '../parts/states.js';

/** Who did what to whom, from where. */
export function Audit() {
  const entries = useLoaded(() => parley.admin.audit({ limit: 100 }), []);
  return html`<${Loaded} of=${entries} rows=${6}>
    ${({ items }) => html`<div class="table-frame" tabindex="0" role="region" aria-label=${t('admin.audit')}>
      <table>
        <thead><tr>${['at', 'action', 'actor', 'target', 'ip'].map((each) => html`<th
          key=${each}
          scope="col"
        >${t(`audit.${each}`)}</th>`)}</tr></thead>
        <tbody>
          ${items.map(
            (each) => html`<tr key=${each.id}>
              <td><time>${dateTime(each.at)}</time></td><td><code>${each.action}</code></td><td><code>${each.actor_id?.slice(-8) ?? '–'}</code></td>
              <td>${each.target_type ?? ''} <code>${each.target_id?.slice(-8) ?? ''}</code></td><td>${each.ip ?? '–'}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`}
  <//>`;
}
