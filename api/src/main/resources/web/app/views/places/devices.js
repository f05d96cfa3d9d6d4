import { attempt, openDialog } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { ago, dateTime, t } from '../../i18n.js';
import { useLoaded } from '../../use.js';
import { Icon } from '../parts/icon.js';
import { Loaded } from '../parts/states.js';

/** Where I am logged in. */
export function Devices() {
  const sessions = useLoaded(() => parley.account.sessions(), []);
  const end = (id) => attempt(() => parley.account.endSession(id).then(sessions.again));
  const endAll = () =>
    openDialog({ kind: 'confirm', title: t('devices.all'), text: t('devices.all.text'), label: t('devices.all'), run: () => attempt(() => parley.account.logoutAll()) });
  return html`<div class="stack settings">
    <${Loaded} of=${sessions} rows=${3}>
      ${({ items }) => html`<ul class="devices">
        ${items.map(
          (each) => html`<li key=${each.id}>
            <${Icon} name="device" size=${24} />
            <div>
              <strong dir="auto">${each.device_name || each.user_agent || t('devices.unknown')}</strong>
              <small>${each.ip} · <time title=${dateTime(each.last_used_at)}>${t('devices.used', { when: ago(each.last_used_at) })}</time></small>
            </div>
            ${each.current ? html`<span class="tag">${t('devices.this')}</span>` : html`<button type="button" class="button" onClick=${() => end(each.id)}>${t('devices.end')}</button>`}
          </li>`,
        )}
      </ul>`}
    <//>
    <p><button type="button" class="button quiet alarm" onClick=${endAll}>${t('devices.all')}</button></p>
  </div>`;
}
