import { attempt } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t, time } from '../../i18n.js';
import { Text } from '../../text/text.js';
import { useStore } from '../../use.js';
import { Face, PersonName } from '../parts/face.js';
import { Icon } from '../parts/icon.js';

/** A message on its way, or one that was refused. */
export function Sending({ sending, isFirst }) {
  const me = useStore((state) => state.session.user);
  const { client_id, body, created_at, state, problem } = sending;
  const hasFailed = state === 'failed';
  return html`<article class=${`message mine sending ${isFirst ? 'first' : ''} ${hasFailed ? 'has-failed' : ''}`}>
    <div class="message-side">${isFirst ? html`<${Face} user=${me} />` : html`<time class="message-at">${time(created_at)}</time>`}</div>
    <div class="message-main">
      ${isFirst && html`<header><${PersonName} user=${me} /><time>${time(created_at)}</time></header>`}
      ${body.content && html`<${Text} content=${body.content} />`}
      ${body.attachment_ids?.length > 0 && html`<p class="hint"><${Icon} name="attach" size=${16} /> ${t('message.attachment')}</p>`}
      ${hasFailed &&
      html`<p class="refused" role="alert">
        <${Icon} name="alert" size=${16} /> ${problemWords(problem)}
        <button type="button" class="as-link" onClick=${() => parley.retry(client_id)}>${t('do.retry')}</button>
        <button type="button" class="as-link" onClick=${() => attempt(async () => parley.discard(client_id))}>${t('do.discard')}</button>
      </p>`}
    </div>
    <div class="message-end">
      ${!hasFailed && html`<span
        class="receipt"
        title=${t('receipt.sending')}
      ><${Icon} name="clock" size=${16} /><span class="unseen">${t('receipt.sending')}</span></span>`}
    </div>
  </article>`;
}

function problemWords(problem) {
  const words = t(`problem.${problem?.code}`);
  return words.startsWith('problem.') ? t('problem.other') : words;
}
