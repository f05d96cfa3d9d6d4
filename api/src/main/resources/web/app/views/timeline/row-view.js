import { memo } from './memo.js';
import { html } from '../../html.js';
import { day, t } from '../../i18n.js';
import { useStore } from '../../use.js';
import { ConversationFace, nameOf } from '../parts/face.js';
import { Message } from './message.js';
import { Sending } from './sending.js';
import { systemWords } from './system.js';

/** One row, whatever it is. */
export const RowView = memo(function RowView({ row, conversation, watch, storeKey, isSought }) {
  return html`<div class=${`trow trow-${row.kind} ${row.isFirst ? 'first' : ''}`} data-row=${row.key} ref=${watch(row.key)}>
    <${Inside} row=${row} conversation=${conversation} storeKey=${storeKey} isSought=${isSought} />
  </div>`;
  // Of the conversation a row shows what hardly ever changes; its counters do with every message.
}, ['row', 'role', 'storeKey', 'isSought']);

function Inside({ row, conversation, storeKey, isSought }) {
  switch (row.kind) {
    case 'day':
      return html`<h2 class="day"><span>${day(row.at)}</span></h2>`;
    case 'unread':
      return html`<p class="unread-line"><span>${t('timeline.unread')}</span></p>`;
    case 'start':
      return html`<${Start} conversation=${conversation} storeKey=${storeKey} />`;
    case 'sending':
      return html`<${Sending} sending=${row.sending} isFirst=${row.isFirst} />`;
    default:
      return row.message.type === 'system'
        ? html`<${System} message=${row.message} />`
        : html`<${Message}
          message=${row.message}
          isFirst=${row.isFirst}
          conversation=${conversation}
          storeKey=${storeKey}
          isSought=${isSought}
        />`;
  }
}

function System({ message }) {
  const people = useStore((state) => state.people);
  return html`<p class="system" dir="auto">${systemWords(message, people)}</p>`;
}

/** Where a conversation begins. */
function Start({ conversation, storeKey }) {
  const people = useStore((state) => state.people);
  if (storeKey !== conversation.id) return null;
  const name = nameOf(conversation, people);
  return html`<div class="start">
    <${ConversationFace} conversation=${conversation} size="xl" />
    <h2 dir="auto">${name}</h2>
    <p>${t(`start.${conversation.type}`, { name })}</p>
  </div>`;
}
