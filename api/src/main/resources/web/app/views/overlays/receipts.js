import { parley } from '../../app.js';
import { html } from '../../html.js';
import { dateTime, t } from '../../i18n.js';
import { useLoaded } from '../../use.js';
import { Face, PersonName } from '../parts/face.js';
import { Icon } from '../parts/icon.js';
import { Loaded } from '../parts/states.js';
import { Dialog } from './dialog.js';

/** Who has a message, and who has read it. */
export function Receipts({ message }) {
  const receipts = useLoaded(() => parley.messages.receipts(message.id, { limit: 100 }), [message.id]);
  return html`<${Dialog} title=${t('message.receipts')}>
    <${Loaded} of=${receipts} rows=${4}>
      ${({ items }) => html`<ul class="people-list">
        ${items.map(
          ({ user, delivered_at, read_at }) => html`<li key=${user.id} class="person-row">
            <${Face} user=${user} size="s" /><${PersonName} user=${user} />
            <span class=${`person-end ${read_at ? 'read' : ''}`}>
              <${Icon} name=${read_at || delivered_at ? 'checks' : 'check'} size=${16} />
              <small>${whenOf({ read_at, delivered_at })}</small>
            </span>
          </li>`,
        )}
      </ul>`}
    <//>
  <//>`;
}

function whenOf({ read_at, delivered_at }) {
  if (read_at) return t('receipt.read_at', { at: dateTime(read_at) });
  return delivered_at ? t('receipt.delivered_at', { at: dateTime(delivered_at) }) : t('receipt.sent');
}
