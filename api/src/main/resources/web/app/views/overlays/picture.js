import { useState } from 'preact/hooks';
import { refreshMedia } from '../../actions/messages.js';
import { html } from '../../html.js';
import { dateTime, t } from '../../i18n.js';
import { useEvent } from '../../use.js';
import { PersonName } from '../parts/face.js';
import { Icon, IconButton } from '../parts/icon.js';
import { Dialog } from './dialog.js';

/** A message's pictures, one at a time, as large as there is room. */
export function Picture({ message, id }) {
  const pictures = message.attachments.filter(({ kind }) => kind === 'image');
  const [at, setAt] = useState(pictures.findIndex((each) => each.id === id));
  const step = (by) => setAt((now) => (now + by + pictures.length) % pictures.length);
  useEvent(document, 'keydown', (event) => {
    if (event.key === 'ArrowRight') step(1);
    if (event.key === 'ArrowLeft') step(-1);
  });
  const picture = pictures[at];
  const arrow = (by, icon, label) => pictures.length > 1 && html`<${IconButton} icon=${icon} label=${t(label)} onClick=${() => step(by)} />`;
  return html`<${Dialog} title=${picture.file_name} class="picture-dialog">
    <div class="picture-frame">
      ${arrow(-1, 'back', 'picture.previous')}
      <img src=${picture.url} alt=${picture.file_name} width=${picture.width} height=${picture.height} onError=${() => refreshMedia(message)} />
      ${arrow(1, 'next', 'picture.next')}
    </div>
    <footer>
      <p><${PersonName} user=${message.sender} /> <small><time>${dateTime(message.created_at)}</time></small></p>
      ${pictures.length > 1 && html`<span>${at + 1} / ${pictures.length}</span>`}
      <a class="button" href=${picture.url} download=${picture.file_name}><${Icon} name="download" /> ${t('attachment.save')}</a>
    </footer>
  <//>`;
}
