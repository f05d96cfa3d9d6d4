import { useState } from 'preact/hooks';
import { attempt, say } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { dateTime, t } from '../../i18n.js';
import { Text } from '../../text/text.js';
import { useLoaded } from '../../use.js';
import { PersonName } from '../parts/face.js';
import { Empty, Loaded } from '../parts/states.js';

/** What people have told, and what is done about it. */
export function Reports() {
  const [state, setState] = useState('open');
  const reports = useLoaded(() => parley.admin.reports({ state, limit: 50 }), [state]);
  return html`<p class="line">
      <label>
        ${t('reports.show')} <select value=${state} onChange=${({ target }) => setState(target.value)}>
          ${['open', 'resolved'].map((each) => html`<option key=${each} value=${each}>${t(`reports.${each}`)}</option>`)}
        </select>
      </label>
    </p>
    <${Loaded} of=${reports} rows=${3}>
      ${({ items }) =>
        items.length === 0 ? html`<${Empty}
          icon="flag"
          title=${t('reports.none')}
        />` : html`<ul class="cases">${items.map((each) => html`<${Case} key=${each.id} report=${each} again=${reports.again} />`)}</ul>`}
    <//>`;
}

function Case({ report, again }) {
  const { id, reason, created_at, message, user_id, state, action, note } = report;
  const resolve = (event) => {
    event.preventDefault();
    const { value } = event.submitter;
    const words = new FormData(event.target).get('note');
    attempt(() => parley.admin.resolve(id, value, words || undefined).then(() => (say(t('reports.done')), again())));
  };
  return html`<li class="case">
    <p><time>${dateTime(created_at)}</time> <q dir="auto">${reason}</q></p>
    ${message && html`<blockquote><${PersonName} user=${message.sender} />${message.content && html`<${Text} content=${message.content} />`}</blockquote>`}
    ${state === 'open'
      ? html`<form class="line" onSubmit=${resolve}>
          <input name="note" class="grow" placeholder=${t('reports.note')} aria-label=${t('reports.note')} maxlength="1000" />
          <button class="button" value="none">${t('reports.nothing')}</button>
          ${message && html`<button class="button" value="delete_message">${t('message.delete')}</button>`}
          ${(message?.sender || user_id) && html`<button class="button alarm" value="suspend_user">${t('accounts.suspend')}</button>`}
        </form>`
      : html`<p class="hint">${action} ${note ? `· ${note}` : ''}</p>`}
  </li>`;
}
