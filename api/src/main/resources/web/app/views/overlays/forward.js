import { useState } from 'preact/hooks';
import { closeDialog, mayPost, say, wordsFor } from '../../actions/messages.js';
import { now, parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useTask } from '../../use.js';
import { ConversationFace, nameOf } from '../parts/face.js';
import { conversationsInOrder, soundsLike } from '../sidebar/order.js';
import { Dialog } from './dialog.js';

/** Says again elsewhere what somebody said. */
export function Forward({ message }) {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState([]);
  const task = useTask();
  const { people } = now();
  const all = conversationsInOrder(now()).filter((each) => mayPost(each) && soundsLike(nameOf(each, people), query));
  const toggle = (id) => setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  const forward = () =>
    task.run(async () => {
      await parley.messages.forward(message.id, chosen);
      closeDialog();
      say(t('forward.done', { n: chosen.length }));
    });
  return html`<${Dialog} title=${t('forward.title')}>
    <input
      type="search"
      value=${query}
      placeholder=${t('sidebar.find')}
      aria-label=${t('sidebar.find')}
      autofocus
      onInput=${({ target }) => setQuery(target.value)}
    />
    <ul class="people-list">
      ${all.slice(0, 30).map(
        (each) => html`<li key=${each.id}>
          <label class="person-row">
            <input type="checkbox" checked=${chosen.includes(each.id)} onChange=${() => toggle(each.id)} />
            <${ConversationFace} conversation=${each} size="s" />
            <span dir="auto">${nameOf(each, people)}</span>
          </label>
        </li>`,
      )}
    </ul>
    ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
    <footer class="dialog-buttons">
      <button type="button" class="button" onClick=${closeDialog}>${t('do.cancel')}</button>
      <button
        type="button"
        class="button primary"
        disabled=${task.busy || chosen.length === 0}
        onClick=${forward}
      >${t('message.forward')}</button>
    </footer>
  <//>`;
}
