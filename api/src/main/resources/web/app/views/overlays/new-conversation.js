import { useState } from 'preact/hooks';
import { closeDialog, wordsFor } from '../../actions/messages.js';
import { openDirect } from '../../actions/conversations.js';
import { dispatch, parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { go, toConversation } from '../../router.js';
import { useTask } from '../../use.js';
import { Choice, Field, fieldError } from '../parts/field.js';
import { Dialog } from './dialog.js';
import { PeopleChoice } from './people-choice.js';

/** Begins a conversation of any kind. */
export function NewConversation() {
  const [type, setType] = useState('direct');
  const [people, setPeople] = useState([]);
  const task = useTask();
  const submit = (event) => {
    event.preventDefault();
    const { name, description, isPublic } = Object.fromEntries(new FormData(event.target));
    task.run(async () => {
      const id = type === 'direct' ? await openDirect(people[0].id) : await create(type, people, { name, description, isPublic });
      closeDialog();
      go(toConversation(id));
    });
  };
  const types = ['direct', 'group', 'channel'].map((each) => [each, t(`type.${each}`), t(`new.${each}.hint`)]);
  return html`<${Dialog} title=${t('new.title')}>
    <form class="stack" onSubmit=${submit}>
      <${Choice}
        legend=${t('new.kind')}
        name="type"
        value=${type}
        options=${types}
        onChange=${(next) => (setType(next), setPeople(people.slice(0, next === 'direct' ? 1 : undefined)))}
      />
      ${type !== 'direct' &&
      html`<${Field} label=${t('new.name')} name="name" required maxlength="100" error=${fieldError(task.problem, 'name')} />
        <${Field} label=${t('new.description')} name="description" maxlength="500" error=${fieldError(task.problem, 'description')} />
        <label class="check"><input type="checkbox" name="isPublic" /> ${t('new.public')}</label>`}
      <${PeopleChoice} key=${type === 'direct'} chosen=${people} onChange=${setPeople} single=${type === 'direct'} />
      ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
      <footer class="dialog-buttons">
        <button type="button" class="button" onClick=${closeDialog}>${t('do.cancel')}</button>
        <button
          class="button primary"
          disabled=${task.busy || (type === 'direct' && people.length === 0)}
        >${t(type === 'direct' ? 'person.write' : 'new.create')}</button>
      </footer>
    </form>
  <//>`;
}

async function create(type, people, { name, description, isPublic }) {
  const conversation = await parley.conversations.create({
    type,
    name,
    ...(description && { description }),
    visibility: isPublic ? 'public' : 'private',
    participant_ids: people.map(({ id }) => id),
  });
  dispatch({ type: 'conversation.loaded', conversation });
  return conversation.id;
}
