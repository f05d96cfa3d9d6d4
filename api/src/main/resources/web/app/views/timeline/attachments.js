import { openDialog, refreshMedia } from '../../actions/messages.js';
import { html } from '../../html.js';
import { size, t } from '../../i18n.js';
import { Icon } from '../parts/icon.js';
import { Voice } from './voice.js';

/** Pictures beside each other, all else one below the other. */
export function Attachments({ message }) {
  const pictures = message.attachments.filter(({ kind }) => kind === 'image');
  const others = message.attachments.filter(({ kind }) => kind !== 'image');
  const refresh = () => refreshMedia(message);
  return html`<div class="attachments">
    ${pictures.length > 0 &&
    html`<div class=${`pictures pictures-${Math.min(pictures.length, 4)}`}>
      ${pictures.map((each) => html`<${Picture} key=${each.id} picture=${each} message=${message} refresh=${refresh} />`)}
    </div>`}
    ${others.map((each) => html`<${Other} key=${each.id} file=${each} refresh=${refresh} />`)}
  </div>`;
}

/** Has its place before it is there, so that nothing jumps. */
function Picture({ picture, message, refresh }) {
  const { width, height, thumbnail_url, url, file_name } = picture;
  return html`<button
    type="button"
    class="picture"
    style=${width && height ? { '--w': width, '--h': height } : undefined}
    onClick=${() => openDialog({ kind: 'picture', message, id: picture.id })}
    aria-label=${t('attachment.open', { name: file_name })}
  >
    <img src=${thumbnail_url ?? url} width=${width} height=${height} alt=${file_name} loading="lazy" decoding="async" onError=${refresh} />
  </button>`;
}

function Other({ file, refresh }) {
  if (file.kind === 'audio') return html`<${Voice} file=${file} refresh=${refresh} />`;
  if (file.kind === 'video') {
    return html`<video
      class="video"
      src=${file.url}
      poster=${file.thumbnail_url ?? undefined}
      width=${file.width}
      height=${file.height}
      controls
      preload="none"
      onError=${refresh}
    ></video>`;
  }
  return html`<a class="file" href=${file.url} download=${file.file_name}>
    <${Icon} name="file" size=${24} />
    <span><strong dir="auto">${file.file_name}</strong><small>${size(file.size)}</small></span>
    <${Icon} name="download" />
  </a>`;
}
