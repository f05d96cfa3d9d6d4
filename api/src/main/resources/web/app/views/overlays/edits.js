import { parley } from '../../app.js';
import { html } from '../../html.js';
import { dateTime, t } from '../../i18n.js';
import { Text } from '../../text/text.js';
import { useLoaded } from '../../use.js';
import { Loaded } from '../parts/states.js';
import { Dialog } from './dialog.js';

/** What a message said before. */
export function Edits({ message }) {
  const edits = useLoaded(() => parley.messages.edits(message.id, { limit: 100 }), [message.id]);
  return html`<${Dialog} title=${t('message.edits')}>
    <${Loaded} of=${edits} rows=${2}>
      ${({ items }) => html`<ol class="edits">
        ${items.map((each, i) => html`<li key=${i}><time>${dateTime(each.written_at)}</time><${Text} content=${each.content} /></li>`)}
        <li><strong>${t('edits.now')}</strong><${Text} content=${message.content ?? ''} /></li>
      </ol>`}
    <//>
  <//>`;
}
