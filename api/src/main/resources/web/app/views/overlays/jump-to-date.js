import { closeDialog, say, wordsFor } from '../../actions/messages.js';
import { firstOfDay } from '../../actions/timeline.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { go, toConversation } from '../../router.js';
import { useTask } from '../../use.js';
import { Field } from '../parts/field.js';
import { Dialog } from './dialog.js';

/** To what was said first on a day. */
export function JumpToDate({ id }) {
  const task = useTask();
  const submit = (event) => {
    event.preventDefault();
    const day = new FormData(event.target).get('day');
    task.run(async () => {
      const found = await firstOfDay(id, day);
      closeDialog();
      if (found) go(toConversation(id, { at: found.seq }));
      else say(t('jump.none'));
    });
  };
  return html`<${Dialog} title=${t('jump.date')}>
    <form class="stack" onSubmit=${submit}>
      <${Field} label=${t('jump.day')} name="day" type="date" required max=${new Date().toISOString().slice(0, 10)} autofocus />
      ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
      <footer class="dialog-buttons"><button class="button primary" disabled=${task.busy}>${t('jump.do')}</button></footer>
    </form>
  <//>`;
}
