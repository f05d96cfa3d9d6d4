import { closeDialog, wordsFor } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useTask } from '../../use.js';
import { Field } from '../parts/field.js';
import { Dialog } from './dialog.js';

const DAY = 86_400_000;
/** For how many days, or until somebody restores the account. */
const LENGTHS = [['ever', 0], ['day', 1], ['week', 7], ['month', 30]];

/** Keeps an account out, for a reason that is kept, too. */
export function Suspend({ user, onDone }) {
  const task = useTask();
  const submit = (event) => {
    event.preventDefault();
    const { reason, days } = Object.fromEntries(new FormData(event.target));
    const until = Number(days) > 0 ? new Date(Date.now() + Number(days) * DAY).toISOString() : undefined;
    task.run(async () => {
      await parley.admin.suspend(user.id, reason, until);
      closeDialog();
      onDone();
    });
  };
  return html`<${Dialog} title=${t('suspend.title', { name: user.display_name })}>
    <form class="stack" onSubmit=${submit}>
      <p>${t('suspend.text')}</p>
      <${Field} label=${t('suspend.reason')} name="reason" required maxlength="500" autofocus />
      <label class="field">
        <span>${t('suspend.length')}</span>
        <select name="days">${LENGTHS.map(([name, days]) => html`<option key=${name} value=${days}>${t(`suspend.${name}`)}</option>`)}</select>
      </label>
      ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
      <footer class="dialog-buttons">
        <button type="button" class="button" onClick=${closeDialog}>${t('do.cancel')}</button>
        <button class="button alarm" disabled=${task.busy}>${t('accounts.suspend')}</button>
      </footer>
    </form>
  <//>`;
}
