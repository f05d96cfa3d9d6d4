import { closeDialog, say, wordsFor } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useTask } from '../../use.js';
import { Field } from '../parts/field.js';
import { Dialog } from './dialog.js';

/** Tells the system's admins. */
export function Report({ message_id, user_id }) {
  const task = useTask();
  const submit = (event) => {
    event.preventDefault();
    const reason = new FormData(event.target).get('reason');
    task.run(async () => {
      await parley.messages.report({ reason, ...(message_id ? { message_id } : { user_id }) });
      closeDialog();
      say(t('report.done'));
    });
  };
  return html`<${Dialog} title=${t('message.report')}>
    <form class="stack" onSubmit=${submit}>
      <p>${t('report.text')}</p>
      <${Field} label=${t('report.reason')} name="reason" multiline rows="4" required maxlength="1000" autofocus />
      ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
      <footer class="dialog-buttons">
        <button type="button" class="button" onClick=${closeDialog}>${t('do.cancel')}</button>
        <button class="button alarm" disabled=${task.busy}>${t('message.report')}</button>
      </footer>
    </form>
  <//>`;
}
