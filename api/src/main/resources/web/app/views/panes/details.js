import { attempt, isAdminOf, openDialog } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { date, t } from '../../i18n.js';
import { go } from '../../router.js';
import { Line } from '../../text/text.js';
import { useStore, useTask } from '../../use.js';
import { ConversationFace, nameOf } from '../parts/face.js';
import { Field, fieldError } from '../parts/field.js';
import { PictureField } from '../parts/picture-field.js';
import { wordsFor } from '../../actions/messages.js';

/** What a conversation is, and, for who may, its name and picture to change. */
export function Details({ conversation }) {
  const people = useStore((state) => state.people);
  const { type, description, created_at, visibility, participant_count } = conversation;
  const mayChange = type !== 'direct' && isAdminOf(conversation);
  return html`<div class="pane-body details">
    <div class="details-head"><${ConversationFace} conversation=${conversation} size="xl" /><h3 dir="auto">${nameOf(conversation, people)}</h3></div>
    ${description && !mayChange && html`<p><${Line} content=${description} /></p>`}
    <dl>
      <dt>${t('details.kind')}</dt><dd>${t(`type.${type}`)}, ${t(`visibility.${visibility}`)}</dd>
      <dt>${t('details.members')}</dt><dd>${participant_count}</dd>
      <dt>${t('details.since')}</dt><dd>${date(created_at)}</dd>
    </dl>
    ${mayChange && html`<${Change} conversation=${conversation} />`}
    ${conversation.me?.role === 'owner' &&
    type !== 'direct' &&
    html`<p class="pane-end">
      <button type="button" class="button quiet alarm" onClick=${() => close(conversation)}>${t('details.close')}</button>
    </p>`}
  </div>`;
}

function Change({ conversation }) {
  const task = useTask();
  const { id, name, description, visibility } = conversation;
  const submit = (event) => {
    event.preventDefault();
    const { name: newName, description: about, isPublic } = Object.fromEntries(new FormData(event.target));
    task.run(() => parley.conversations.change(id, { name: newName, description: about || null, visibility: isPublic ? 'public' : 'private' }));
  };
  return html`<form class="stack" onSubmit=${submit}>
    <${PictureField}
      hasPicture=${conversation.avatar_url}
      set=${(file) => parley.conversations.setAvatar(id, file)}
      remove=${() => parley.conversations.removeAvatar(id)}
    />
    <${Field} label=${t('new.name')} name="name" value=${name} required maxlength="100" error=${fieldError(task.problem, 'name')} />
    <${Field}
      label=${t('new.description')}
      name="description"
      value=${description ?? ''}
      multiline
      rows="3"
      maxlength="500"
      error=${fieldError(task.problem, 'description')}
    />
    <label class="check"><input type="checkbox" name="isPublic" checked=${visibility === 'public'} /> ${t('new.public')}</label>
    ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
    <button class="button primary" disabled=${task.busy}>${t('do.save')}</button>
  </form>`;
}

function close(conversation) {
  openDialog({
    kind: 'confirm',
    title: t('details.close'),
    text: t('details.close.text'),
    label: t('details.close'),
    run: () => attempt(() => parley.conversations.delete(conversation.id).then(() => go('/'))),
  });
}
