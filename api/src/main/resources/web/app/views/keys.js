import { closeDialog, openDialog } from '../actions/messages.js';
import { now } from '../app.js';
import { go, toConversation } from '../router.js';
import { conversationsInOrder } from './sidebar/order.js';
import { useEvent } from '../use.js';

/** What the keyboard does everywhere. */
export function Keys() {
  useEvent(document, 'keydown', (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      if (now().overlay.dialog?.kind === 'palette') closeDialog();
      else openDialog({ kind: 'palette' });
    } else if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === '/' && isCommand) {
      event.preventDefault();
      openDialog({ kind: 'shortcuts' });
    } else if (event.key === 'Escape' && !now().overlay.dialog) {
      leavePane();
    }
  });
  return null;
}

/** To the conversation above or below. */
function step(by) {
  const list = conversationsInOrder(now()).filter(({ me }) => me && !me.archived);
  const at = list.findIndex(({ id }) => id === now().route.params.id);
  const next = list[(at + by + list.length) % list.length];
  if (next) go(toConversation(next.id));
}

function leavePane() {
  const { name, params, query } = now().route;
  if (name === 'conversation' && (query.pane || query.thread)) go(toConversation(params.id));
}
