import { attempt, closeDialog, openDialog, say } from '../../actions/messages.js';
import { openDirect } from '../../actions/conversations.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { ago, t } from '../../i18n.js';
import { go, toConversation } from '../../router.js';
import { Line } from '../../text/text.js';
import { useLoaded, useStore } from '../../use.js';
import { Face, PersonName } from '../parts/face.js';
import { Loaded } from '../parts/states.js';
import { Dialog } from './dialog.js';

/** Somebody, and what one may do together. */
export function Person({ id }) {
  const user = useLoaded(() => parley.users.get(id), [id]);
  const me = useStore((state) => state.session.user.id);
  return html`<${Dialog} title=${t('person.title')} class="person-card">
    <${Loaded} of=${user} rows=${2}>
      ${(person) => html`<div class="card">
        <${Face} user=${person} size="xl" presence />
        <h3><${PersonName} user=${person} /></h3>
        <p class="hint">@${person.username}${person.is_bot ? ` · ${t('person.bot')}` : ''}</p>
        ${person.status_text && html`<p><${Line} content=${person.status_text} /></p>`}
        ${person.bio && html`<p class="bio"><${Line} content=${person.bio} /></p>`}
        ${person.status === 'offline' && person.last_seen_at && html`<p class="hint">${t('talk.seen', { when: ago(person.last_seen_at) })}</p>`}
        ${person.id !== me && !person.deleted && html`<${Deeds} person=${person} />`}
      </div>`}
    <//>
  <//>`;
}

function Deeds({ person }) {
  const { id, display_name: name } = person;
  const write = () =>
    attempt(async () => {
      const conversation = await openDirect(id);
      closeDialog();
      go(toConversation(conversation));
    });
  const friend = () => attempt(() => parley.friends.request(id).then(() => say(t('friends.asked', { name }))));
  const block = () =>
    openDialog({
      kind: 'confirm',
      title: t('person.block'),
      text: t('person.block.text', { name }),
      label: t('person.block'),
      run: () => attempt(() => parley.blocks.add(id).then(() => say(t('person.blocked', { name })))),
    });
  return html`<p class="card-buttons">
    <button type="button" class="button primary" onClick=${write}>${t('person.write')}</button>
    <button type="button" class="button" onClick=${friend}>${t('friends.ask')}</button>
    <button type="button" class="button quiet" onClick=${() => openDialog({ kind: 'report', user_id: id })}>${t('message.report')}</button>
    <button type="button" class="button quiet alarm" onClick=${block}>${t('person.block')}</button>
  </p>`;
}
