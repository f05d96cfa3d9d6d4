import { react } from '../../actions/messages.js';
import { now } from '../../app.js';
import { html } from '../../html.js';
import { list, number, t } from '../../i18n.js';
import { EmojiButton } from '../composer/emoji-picker.js';

/** Emoji under a message; mine is one more click away. */
export function Reactions({ message }) {
  const { reactions } = message;
  if (reactions.length === 0) return null;
  return html`<div class="reactions" role="group" aria-label=${t('reactions.label')}>
    ${reactions.map(
      (each) => html`<button
        type="button"
        key=${each.emoji}
        class="reaction"
        aria-pressed=${each.me ? 'true' : 'false'}
        title=${whoReacted(each)}
        aria-label=${t('reactions.of', { emoji: each.emoji, n: each.count })}
        onClick=${() => react(message, each.emoji)}
      >
        <span aria-hidden="true">${each.emoji}</span> <span aria-hidden="true">${number(each.count)}</span>
      </button>`,
    )}
    <${EmojiButton} label=${t('reactions.add')} class="reaction add" onPick=${(emoji) => react(message, emoji)} />
  </div>`;
}

function whoReacted({ user_ids, count }) {
  const { people } = now();
  const names = user_ids.map((id) => people[id]?.display_name).filter(Boolean);
  const more = count - names.length;
  return list(more > 0 ? [...names, t('reactions.more', { n: more })] : names);
}
