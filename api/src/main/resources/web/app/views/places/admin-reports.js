import { useEffect, useState } from 'preact/hooks';
import { attempt, openDialog, say } from '../../actions/messages.js';
import { getToKnow } from '../../actions/people.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { dateTime, t } from '../../i18n.js';
import { Text } from '../../text/text.js';
import { useLoaded, useStore } from '../../use.js';
import { Face, PersonName } from '../parts/face.js';
import { Empty, Loaded } from '../parts/states.js';

const STATES = ['open', 'resolved'];

/** What people have told, and what is done about it. */
export function Reports() {
  const [state, setState] = useState('open');
  const reports = useLoaded(() => parley.admin.reports({ state, limit: 50 }), [state]);
  return html`<div class="filters" role="group" aria-label=${t('reports.show')}>
      ${STATES.map((each) => html`<button
        type="button"
        key=${each}
        aria-pressed=${state === each ? 'true' : 'false'}
        onClick=${() => setState(each)}
      >${t(`reports.${each}`)}</button>`)}
    </div>
    <${Loaded} of=${reports} rows=${3}>
      ${({ items }) => items.length === 0
        ? html`<${Empty} icon="flag" title=${t('reports.none')} />`
        : html`<ul class="cases">${items.map((each) => html`<${Case} key=${each.id} report=${each} again=${reports.again} />`)}</ul>`}
    <//>`;
}

/** Who is meant, what they said, who told of it and why; and what to do. */
function Case({ report, again }) {
  const { reason, created_at, message, user_id, reporter_id } = report;
  const meant = useStore((state) => state.people[user_id]) ?? message?.sender;
  const reporter = useStore((state) => state.people[reporter_id]);
  useEffect(() => {
    getToKnow([user_id, reporter_id]);
  }, [user_id, reporter_id]);
  return html`<li class="case">
    <header class="line">
      <${Face} user=${meant} />
      <span class="grow">
        ${meant && html`<button type="button" class="as-name" onClick=${() => openDialog({ kind: 'person', id: meant.id })}><${PersonName} user=${meant} /></button>`}
        <small>${t('reports.by', { name: reporter?.display_name ?? t('somebody') })} · <time>${dateTime(created_at)}</time></small>
      </span>
    </header>
    ${message && html`<blockquote>${message.content ? html`<${Text} content=${message.content} />` : t('message.attachment')}</blockquote>`}
    <p><strong>${t('report.reason')}:</strong> <q dir="auto">${reason}</q></p>
    <${Outcome} report=${report} again=${again} />
  </li>`;
}

function Outcome({ report, again }) {
  const { id, message, user_id, state, action, note } = report;
  const resolve = (event) => {
    event.preventDefault();
    const { value } = event.submitter;
    const words = new FormData(event.target).get('note');
    attempt(() => parley.admin.resolve(id, value, words || undefined).then(() => (say(t('reports.done')), again())));
  };
  if (state !== 'open') return html`<p class="hint">${[t(`reports.did.${action}`), note].filter(Boolean).join(' · ')}</p>`;
  return html`<form class="stack" onSubmit=${resolve}>
    <input name="note" placeholder=${t('reports.note')} aria-label=${t('reports.note')} maxlength="1000" />
    <p class="line">
      <button class="button" value="none">${t('reports.nothing')}</button>
      ${message && !message.deleted_at && html`<button class="button" value="delete_message">${t('reports.delete')}</button>`}
      ${user_id && html`<button class="button alarm" value="suspend_user">${t('reports.suspend')}</button>`}
    </p>
  </form>`;
}
