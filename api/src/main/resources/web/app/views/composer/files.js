import { html } from '../../html.js';
import { size, t } from '../../i18n.js';
import { Icon, IconButton } from '../parts/icon.js';
import { Voice } from '../timeline/voice.js';

/** What goes along, and how far it is. */
export function Files({ uploads }) {
  if (uploads.files.length === 0) return null;
  return html`<ul class="files">
    ${uploads.files.map((each) => html`<${File} key=${each.key} file=${each} remove=${() => uploads.remove(each.key)} />`)}
  </ul>`;
}

function File({ file, remove }) {
  const { name, size: bytes, kind, preview, progress, problem, attachment } = file;
  const isVoice = kind === 'audio' && !problem;
  return html`<li class=${problem ? 'has-failed' : ''}>
    ${isVoice
      ? html`<${Voice} file=${{ url: preview }} refresh=${() => {}} />`
      : html`${kind === 'image' ? html`<img src=${preview} alt="" />` : html`<${Icon} name="file" size=${24} />`}
          <span>
            <strong dir="auto">${name}</strong>
            ${problem ? html`<small role="alert">${problem}</small>` : html`<small>${size(bytes)}</small>`}
          </span>`}
    ${!problem && !attachment && html`<progress value=${progress} max="1" aria-label=${t('upload.progress', { name })}></progress>`}
    <${IconButton} icon="close" label=${t('upload.cancel', { name })} onClick=${remove} />
  </li>`;
}
