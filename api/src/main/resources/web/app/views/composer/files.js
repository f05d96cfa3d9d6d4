import { html } from '../../html.js';
import { size, t } from '../../i18n.js';
import { Icon, IconButton } from '../parts/icon.js';

/** What goes along, and how far it is. */
export function Files({ uploads }) {
  if (uploads.files.length === 0) return null;
  return html`<ul class="files">
    ${uploads.files.map(
      ({ key, name, size: bytes, preview, progress, problem, attachment }) => html`<li key=${key} class=${problem ? 'has-failed' : ''}>
        ${preview ? html`<img src=${preview} alt="" />` : html`<${Icon} name="file" size=${24} />`}
        <span>
          <strong dir="auto">${name}</strong>
          ${problem ? html`<small role="alert">${problem}</small>` : html`<small>${size(bytes)}</small>`}
          ${!problem && !attachment && html`<progress value=${progress} max="1" aria-label=${t('upload.progress', { name })}></progress>`}
        </span>
        <${IconButton} icon="close" label=${t('upload.cancel', { name })} onClick=${() => uploads.remove(key)} />
      </li>`,
    )}
  </ul>`;
}
