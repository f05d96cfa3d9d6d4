import { openDialog } from '../../actions/messages.js';
import { now } from '../../app.js';
import { html } from '../../html.js';
import { dateTime, t } from '../../i18n.js';
import { Text } from '../../text/text.js';
import { Icon } from '../parts/icon.js';
import { Preview, linkedIn } from './preview.js';

/** What a message says, or that it says nothing any more. */
export function Said({ message, me }) {
  if (message.deleted_at) return html`<p class="gone"><${Icon} name="trash" size=${16} /> ${t('message.deleted')}</p>`;
  if (message.content === null) return null;
  const linked = linkedIn(message.content);
  return html`<div class="said-text">
      <${Text} content=${message.content} mention=${(name) => mentionOf(name, message, me)} />
      ${message.edited_at &&
      html`<button
        type="button"
        class="edited"
        title=${dateTime(message.edited_at)}
        onClick=${() => openDialog({ kind: 'edits', message })}
      >${t('message.edited')}</button>`}
    </div>
    ${linked && html`<${Preview} place=${linked} />`}`;
}

/** A name that means somebody leads to them; mine stands out. */
function mentionOf(name, message, me) {
  const { people } = now();
  const id = message.mentions.find((each) => people[each]?.username.toLowerCase() === name.toLowerCase());
  if (!id) return null;
  return html`<button
    type="button"
    class=${id === me.id ? 'mention mine' : 'mention'}
    onClick=${() => openDialog({ kind: 'person', id })}
  >@${name}</button>`;
}
