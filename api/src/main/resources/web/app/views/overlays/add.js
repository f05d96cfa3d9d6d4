import { useState } from 'preact/hooks';
import { closeDialog, say, wordsFor } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useTask } from '../../use.js';
import { Dialog } from './dialog.js';
import { PeopleChoice } from './people-choice.js';

/** Brings people into a conversation. */
export function Add({ id }) {
  const [people, setPeople] = useState([]);
  const task = useTask();
  const add = () =>
    task.run(async () => {
      const { items } = await parley.participants.add(id, people.map((user) => user.id));
      closeDialog();
      say(t('members.added', { n: items.length }));
    });
  return html`<${Dialog} title=${t('members.add')}>
    <${PeopleChoice} chosen=${people} onChange=${setPeople} />
    ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
    <footer class="dialog-buttons">
      <button type="button" class="button" onClick=${closeDialog}>${t('do.cancel')}</button>
      <button type="button" class="button primary" disabled=${task.busy || people.length === 0} onClick=${add}>${t('members.add')}</button>
    </footer>
  <//>`;
}
