import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { plain } from '../../text/markdown.js';
import { Icon, IconButton } from '../parts/icon.js';

/** Which message is being answered or changed. */
export function About({ about, leave }) {
  const { kind, message } = about;
  const words = message.content ? plain(message.content).slice(0, 100) : t('message.attachment');
  return html`<div class="about">
    <${Icon} name=${kind === 'edit' ? 'edit' : 'reply'} size=${16} />
    <p><strong>${t(`composer.${kind}`, { name: message.sender?.display_name ?? '' })}</strong> <span dir="auto">${words}</span></p>
    <${IconButton} icon="close" label=${t('do.cancel')} onClick=${leave} />
  </div>`;
}
