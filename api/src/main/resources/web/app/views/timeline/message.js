import { html } from '../../html.js';
import { dateTime, t, time } from '../../i18n.js';
import { toConversation } from '../../router.js';
import { plain } from '../../text/markdown.js';
import { useStore } from '../../use.js';
import { openDialog } from '../../actions/messages.js';
import { Face, PersonName } from '../parts/face.js';
import { Icon } from '../parts/icon.js';
import { Attachments } from './attachments.js';
import { MessageActions } from './message-actions.js';
import { Reactions } from './reactions.js';
import { Receipt } from './receipt.js';
import { Said } from './said.js';

/** A message with all that belongs to it. */
export function Message({ message, isFirst, conversation, storeKey, isSought }) {
  const me = useStore((state) => state.session.user);
  const sender = useStore((state) => state.people[message.sender?.id]) ?? message.sender;
  const isThread = storeKey !== conversation.id;
  const isMine = message.sender?.id === me.id;
  const isForMe = message.mentions.includes(me.id);
  const classes = ['message', isFirst && 'first', isMine && 'mine', isForMe && 'for-me', isSought && 'sought', message.deleted_at && 'deleted'];
  return html`<article
    class=${classes.filter(Boolean).join(' ')}
    tabindex="-1"
    aria-label=${t('message.of', { name: sender?.display_name ?? '', at: time(message.created_at) })}
  >
    <div class="message-side">
      ${isFirst ? html`<${Face} user=${sender} />` : html`<time class="message-at" datetime=${message.created_at}>${time(message.created_at)}</time>`}
    </div>
    <div class="message-main">
      ${isFirst &&
      html`<header>
        <button
          type="button"
          class="as-name"
          onClick=${() => openDialog({ kind: 'person', id: sender.id })}
        ><${PersonName} user=${sender} /></button>
        ${sender?.is_bot && html`<span class="tag">${t('person.bot')}</span>`}
        <time datetime=${message.created_at} title=${dateTime(message.created_at)}>${time(message.created_at)}</time>
      </header>`}
      ${message.forwarded_from && html`<${Forwarded} from=${message.forwarded_from} />`}
      ${message.reply_to && !isThread && html`<${Quote} message=${message} />`}
      <${Said} message=${message} me=${me} />
      ${message.attachments.length > 0 && html`<${Attachments} message=${message} />`}
      <${Reactions} message=${message} />
      ${!isThread && message.thread.reply_count > 0 && html`<${ThreadLink} message=${message} />`}
    </div>
    <div class="message-end">
      ${message.pinned && html`<span title=${t('message.pinned')}><${Icon} name="pin" size=${15} /><span class="unseen">${t('message.pinned')}</span></span>`}
      ${isMine && !message.deleted_at && html`<${Receipt} message=${message} conversation=${conversation} />`}
    </div>
    ${!message.deleted_at && html`<${MessageActions}
      message=${message}
      conversation=${conversation}
      isMine=${isMine}
      storeKey=${storeKey}
    />`}
  </article>`;
}

/** What is answered; a click leads there. */
function Quote({ message }) {
  const { id, sender, excerpt, deleted } = message.reply_to;
  return html`<a class="quote" href=${toConversation(message.conversation_id, { at: id })} data-place>
    <${Icon} name="reply" size=${15} />
    <${PersonName} user=${sender} />
    <span dir="auto">${deleted ? t('message.deleted') : excerpt ? plain(excerpt) : t('message.attachment')}</span>
  </a>`;
}

function Forwarded({ from }) {
  const words = from.sender ? t('message.forwarded_from', { name: from.sender.display_name }) : t('message.forwarded');
  if (!from.message_id) return html`<p class="forwarded"><${Icon} name="forward" size=${15} /> ${words}</p>`;
  return html`<a
    class="forwarded"
    href=${toConversation(from.conversation_id, { at: from.message_id })}
    data-place
  ><${Icon} name="forward" size=${15} /> ${words}</a>`;
}

function ThreadLink({ message }) {
  const { reply_count, last_reply_at } = message.thread;
  return html`<a class="thread-link" href=${toConversation(message.conversation_id, { thread: message.id })} data-place>
    <${Icon} name="thread" size=${16} /> ${t('thread.replies', { n: reply_count })}
    ${last_reply_at && html`<time datetime=${last_reply_at}>${time(last_reply_at)}</time>`}
  </a>`;
}
