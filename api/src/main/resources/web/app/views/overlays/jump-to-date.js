import { closeDialog, say, wordsFor } from '../../actions/messages.js';
import { firstOfDay } from '../../actions/timeline.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { go, toConversation } from '../../router.js';
import { useTask } from '../../use.js';
import { Field } from '../parts/field.js';
import { Dialog } from './dialog.js';

/** How many days ago, for those who don't remember the date. */
const OFTEN = [['yesterday', 1], ['week', 7], ['month', 30]];

/** To what was said first on a day. */
export function JumpToDate({ id }) {
  const task = useTask();
  const jump = (day) =>
    task.run(async () => {
      const found = await firstOfDay(id, day);
      closeDialog();
      if (found) go(toConversation(id, { at: found.seq }));
      else say(t('jump.none'));
    });
  const submit = (event) => {
    event.preventDefault();
    jump(new FormData(event.target).get('day'));
  };
  return html`<${Dialog} title=${t('jump.date')}>
    <p class="line">
      ${OFTEN.map(([name, days]) => html`<button
        type="button"
        key=${name}
        class="button small"
        disabled=${task.busy}
        onClick=${() => jump(daysAgo(days))}
      >${t(`jump.${name}`)}</button>`)}
      <button
        type="button"
        class="button small"
        onClick=${() => (closeDialog(), go(toConversation(id, { at: 1 })))}
      >${t('jump.beginning')}</button>
    </p>
    <form class="stack" onSubmit=${submit}>
      <${Field} label=${t('jump.day')} name="day" type="date" required max=${daysAgo(0)} autofocus />
      ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
      <footer class="dialog-buttons"><button class="button primary" disabled=${task.busy}>${t('jump.do')}</button></footer>
    </form>
  <//>`;
}

/** As a date field writes a day, in this place's time. */
function daysAgo(days) {
  const then = new Date();
  then.setDate(then.getDate() - days);
  return [then.getFullYear(), then.getMonth() + 1, then.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
