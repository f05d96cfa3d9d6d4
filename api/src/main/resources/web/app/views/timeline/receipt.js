import { openDialog } from '../../actions/messages.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { receiptsOf } from '../../state/participants.js';
import { useStore } from '../../use.js';
import { Icon } from '../parts/icon.js';

/** How far a message of mine has come: sent, delivered to somebody, read by somebody. */
export function Receipt({ message, conversation }) {
  const members = useStore((state) => state.participants[conversation.id]);
  const me = useStore((state) => state.session.user.id);
  const { read, delivered, others } = receiptsOf(members, me, message.seq);
  const stage = others > 0 && read > 0 ? 'read' : delivered > 0 ? 'delivered' : 'sent';
  const label = stage === 'read' && others > 1 ? t('receipt.read_by', { n: read }) : t(`receipt.${stage}`);
  return html`<button
    type="button"
    class=${`receipt ${stage}`}
    title=${label}
    aria-label=${label}
    onClick=${() => openDialog({ kind: 'receipts', message })}
  >
    <${Icon} name=${stage === 'sent' ? 'check' : 'checks'} size=${16} />
  </button>`;
}
