import { attempt } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useLoaded } from '../../use.js';
import { Face, PersonName } from '../parts/face.js';

/** Who is kept out, for who may let them in again. */
export function Banned({ conversation }) {
  const { id, last_seq } = conversation;
  const banned = useLoaded(() => parley.participants.banned(id, { limit: 100 }), [id, last_seq]);
  const items = banned.data?.items ?? [];
  if (items.length === 0) return null;
  const unban = (userId) => attempt(() => parley.participants.unban(id, userId).then(banned.again));
  return html`<section>
    <h3>${t('members.banned')}</h3>
    <ul class="people-list">
      ${items.map(
        ({ user }) => html`<li key=${user.id} class="person-row">
          <${Face} user=${user} size="s" /><${PersonName} user=${user} />
          <button type="button" class="button small" onClick=${() => unban(user.id)}>${t('members.unban')}</button>
        </li>`,
      )}
    </ul>
  </section>`;
}
