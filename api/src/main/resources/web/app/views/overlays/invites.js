import { attempt, say, wordsFor } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { dateTime, t } from '../../i18n.js';
import { useLoaded, useTask } from '../../use.js';
import { IconButton } from '../parts/icon.js';
import { Loaded } from '../parts/states.js';
import { Dialog } from './dialog.js';

const DAY = 86_400;

/** Links by which people let themselves in. */
export function Invites({ id }) {
  const invites = useLoaded(() => parley.invites.list(id, { limit: 100 }), [id]);
  const task = useTask();
  const submit = (event) => {
    event.preventDefault();
    const { life, uses } = Object.fromEntries(new FormData(event.target));
    const limits = { ...(life && { expires_in: Number(life) }), ...(uses && { max_uses: Number(uses) }) };
    task.run(() => parley.invites.create(id, limits).then(invites.again));
  };
  const copy = (url) => navigator.clipboard.writeText(url).then(() => say(t('copied.link')));
  const revoke = (code) => attempt(() => parley.invites.revoke(id, code).then(invites.again));
  return html`<${Dialog} title=${t('members.invite')}>
    <form class="side-by-side" onSubmit=${submit}>
      <label class="field">
        <span>${t('invites.life')}</span>
        <select name="life">
          <option value=${7 * DAY}>${t('invites.week')}</option>
          <option value=${DAY}>${t('invites.day')}</option>
          <option value="">${t('invites.ever')}</option>
        </select>
      </label>
      <label class="field"><span>${t('invites.uses')}</span><input name="uses" type="number" min="1" max="1000" placeholder="∞" /></label>
      <button class="button primary" disabled=${task.busy}>${t('invites.make')}</button>
    </form>
    ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
    <${Loaded} of=${invites} rows=${2}>
      ${({ items }) => html`<ul class="invites">
        ${items.map(
          ({ code, url, expires_at, max_uses, uses }) => html`<li key=${code}>
            <div><code>${url}</code>
            <small>${t('invites.used', { n: uses, of: max_uses ?? '∞' })}${expires_at ? ` · ${t('invites.until', { at: dateTime(expires_at) })}` : ''}</small></div>
            <${IconButton} icon="copy" label=${t('message.link')} onClick=${() => copy(url)} />
            <${IconButton} icon="trash" label=${t('invites.revoke')} onClick=${() => revoke(code)} />
          </li>`,
        )}
      </ul>`}
    <//>
  <//>`;
}
