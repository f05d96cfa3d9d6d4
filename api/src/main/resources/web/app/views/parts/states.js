import { wordsFor } from '../../actions/messages.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { Icon } from './icon.js';

/** While something comes. Says so only to who waits longer than a moment. */
export function Loading({ rows = 0 }) {
  if (rows > 0) {
    return html`<div class="skeletons" role="status">
      <span class="unseen">${t('state.loading')}</span>
      ${Array.from({ length: rows }, (_, i) => html`<div class="skeleton" key=${i}><i></i><b></b><b></b></div>`)}
    </div>`;
  }
  return html`<p class="loading" role="status"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${t('state.loading')}</p>`;
}

/** There is nothing, and that is no mistake. `isAlone`: nor is there anything beside it. */
export function Empty({ icon = 'thread', title, isAlone, children }) {
  return html`<div class="empty">
    <span class="empty-sign"><${Icon} name=${icon} size=${32} /></span>
    <${isAlone ? 'h1' : 'h2'}>${title}<//>
    ${children}
  </div>`;
}

export function Failed({ problem, again }) {
  return html`<div class="failed" role="alert">
    <${Icon} name="alert" />
    <p>${wordsFor(problem)}</p>
    ${again && html`<button type="button" class="button" onClick=${again}>${t('do.retry')}</button>`}
  </div>`;
}

/** One of the three, or what there is. */
export function Loaded({ of, rows, children }) {
  if (of.problem) return html`<${Failed} problem=${of.problem} again=${of.again} />`;
  if (of.data === undefined) return html`<${Loading} rows=${rows} />`;
  return children(of.data);
}
