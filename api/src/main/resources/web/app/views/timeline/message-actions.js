import { isAdminOf, mayPin, mayPost, openDialog, react, remove, say, setPinned } from '../../actions/messages.js';
import { dispatch } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { go, toConversation } from '../../router.js';
import { EmojiButton } from '../composer/emoji-picker.js';
import { IconButton } from '../parts/icon.js';
import { LINE, Menu } from '../parts/menu.js';

/** What can be done with a message: the frequent at hand, the rest in a menu. */
export function MessageActions({ message, conversation, isMine, storeKey }) {
  const isThread = storeKey !== conversation.id;
  const reply = () => dispatch({ type: 'drafting', key: storeKey, what: { kind: 'reply', message } });
  const isMember = Boolean(conversation.me);
  if (!isMember) return null;
  return html`<div class="message-actions" role="group" aria-label=${t('message.actions')}>
    <${EmojiButton} label=${t('reactions.add')} onPick=${(emoji) => react(message, emoji)} />
    ${mayPost(conversation) && !isThread && html`<${IconButton} icon="reply" label=${t('message.reply')} onClick=${reply} />`}
    ${!isThread && html`<${IconButton}
      icon="thread"
      label=${t('message.thread')}
      onClick=${() => go(toConversation(conversation.id, { thread: message.id }))}
    />`}
    <${Menu} label=${t('message.menu')} items=${() => more(message, conversation, isMine, storeKey)} />
  </div>`;
}

function more(message, conversation, isMine, key) {
  const mayRemove = isMine || isAdminOf(conversation);
  return [
    isMine && message.content !== null && { label: t('message.edit'), icon: 'edit', run: () => dispatch({ type: 'drafting', key, what: { kind: 'edit', message } }) },
    message.content && { label: t('message.copy'), icon: 'copy', run: () => copy(message.content, 'copied.text') },
    { label: t('message.link'), icon: 'link', run: () => copy(location.origin + toConversation(conversation.id, { at: message.seq }), 'copied.link') },
    { label: t('message.forward'), icon: 'forward', run: () => openDialog({ kind: 'forward', message }) },
    mayPin(conversation) && { label: t(message.pinned ? 'message.unpin' : 'message.pin'), icon: 'pin', run: () => setPinned(message, !message.pinned) },
    LINE,
    isMine && { label: t('message.receipts'), icon: 'checks', run: () => openDialog({ kind: 'receipts', message }) },
    message.edit_count > 0 && { label: t('message.edits'), icon: 'clock', run: () => openDialog({ kind: 'edits', message }) },
    LINE,
    !isMine && { label: t('message.report'), icon: 'flag', run: () => openDialog({ kind: 'report', message_id: message.id }) },
    { label: t('message.delete_me'), icon: 'hide', run: () => remove(message, 'me') },
    mayRemove && { label: t('message.delete'), icon: 'trash', tone: 'alarm', run: () => askToRemove(message) },
  ];
}

function askToRemove(message) {
  openDialog({ kind: 'confirm', title: t('delete.title'), text: t('delete.text'), label: t('message.delete'), run: () => remove(message, 'everyone') });
}

async function copy(text, done) {
  await navigator.clipboard.writeText(text);
  say(t(done));
}
