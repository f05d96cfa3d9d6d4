import { useRef } from 'preact/hooks';
import { wordsFor } from '../../actions/messages.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useTask } from '../../use.js';

/** Chooses somebody's or something's picture. */
export function PictureField({ hasPicture, set, remove, onDone = () => {} }) {
  const picker = useRef(null);
  const task = useTask();
  const chosen = ({ target }) => {
    const [file] = target.files;
    target.value = '';
    if (file) task.run(() => set(file).then(onDone));
  };
  return html`<div class="picture-field">
    <input ref=${picker} type="file" accept="image/*" hidden onChange=${chosen} />
    <button type="button" class="button" disabled=${task.busy} onClick=${() => picker.current.click()}>${t('picture.set')}</button>
    ${hasPicture && html`<button
      type="button"
      class="button quiet"
      disabled=${task.busy}
      onClick=${() => task.run(() => remove().then(onDone))}
    >${t('picture.remove')}</button>`}
    ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
  </div>`;
}
