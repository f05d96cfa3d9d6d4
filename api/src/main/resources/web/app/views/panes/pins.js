import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useLoaded } from '../../use.js';
import { Found } from '../parts/found.js';
import { Empty, Loaded } from '../parts/states.js';

/** What the conversation keeps at its top. */
export function Pins({ conversation }) {
  const pins = useLoaded(() => parley.conversations.pins(conversation.id, { limit: 100 }), [conversation.id, conversation.last_seq]);
  return html`<div class="pane-body">
    <${Loaded} of=${pins} rows=${3}>
      ${({ items }) =>
        items.length === 0
          ? html`<${Empty} icon="pin" title=${t('pins.none')}><p>${t('pins.hint')}</p><//>`
          : html`<ul class="found-list">${items.map((each) => html`<${Found} key=${each.id} message=${each} />`)}</ul>`}
    <//>
  </div>`;
}
