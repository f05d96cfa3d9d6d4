import { useEffect } from 'preact/hooks';
import { openDialog } from '../../actions/messages.js';
import { getToKnow } from '../../actions/people.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { dateTime, t } from '../../i18n.js';
import { useStore } from '../../use.js';
import { PersonName } from '../parts/face.js';
import { Pages } from '../parts/pages.js';

const COLUMNS = ['at', 'action', 'actor', 'target', 'ip'];

/** Who did what to whom, from where. */
export function Audit() {
  const load = (cursor) => parley.admin.audit({ cursor, limit: 50 });
  return html`<${Pages} load=${load} inputs=${[]} none=${html`<p class="hint">–</p>`}>
    ${(entries) => html`<${Entries} entries=${entries} />`}
  <//>`;
}

function Entries({ entries }) {
  useEffect(() => {
    getToKnow(entries.flatMap(({ actor_id, target_type, target_id }) => [actor_id, target_type === 'user' && target_id]));
  }, [entries]);
  return html`<div class="table-frame" tabindex="0" role="region" aria-label=${t('admin.audit')}>
    <table>
      <thead>
        <tr>${COLUMNS.map((each) => html`<th key=${each} scope="col">${t(`audit.${each}`)}</th>`)}</tr>
      </thead>
      <tbody>${entries.map((each) => html`<${Entry} key=${each.id} entry=${each} />`)}</tbody>
    </table>
  </div>`;
}

function Entry({ entry }) {
  const { at, action, actor_id, target_type, target_id, ip } = entry;
  return html`<tr>
    <td><time>${dateTime(at)}</time></td>
    <td>${action.replaceAll('_', ' ')}</td>
    <td><${Somebody} id=${actor_id} /></td>
    <td>${target_type === 'user' ? html`<${Somebody} id=${target_id} />` : html`${target_type} <${Ending} id=${target_id} />`}</td>
    <td>${ip ?? '–'}</td>
  </tr>`;
}

function Somebody({ id }) {
  const user = useStore((state) => state.people[id]);
  if (!user) return html`<${Ending} id=${id} />`;
  return html`<button type="button" class="as-name" onClick=${() => openDialog({ kind: 'person', id })}><${PersonName} user=${user} /></button>`;
}

/** Of an id its end is enough to see whether it is the same. */
function Ending({ id }) {
  return html`<code>${id?.slice(-8) ?? '–'}</code>`;
}
