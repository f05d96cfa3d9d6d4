import { dispatch } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useStore } from '../../use.js';
import { IconButton } from '../parts/icon.js';
import { Add } from './add.js';
import { Confirm } from './dialog.js';
import { Edits } from './edits.js';
import { Forward } from './forward.js';
import { Invites } from './invites.js';
import { JumpToDate } from './jump-to-date.js';
import { NewConversation } from './new-conversation.js';
import { Palette } from './palette.js';
import { Person } from './person.js';
import { Picture } from './picture.js';
import { Receipts } from './receipts.js';
import { Report } from './report.js';
import { Shortcuts } from './shortcuts.js';
import { Suspend } from './suspend.js';

const DIALOGS = {
  add: Add,
  confirm: Confirm,
  date: JumpToDate,
  edits: Edits,
  forward: Forward,
  invites: Invites,
  new: NewConversation,
  palette: Palette,
  person: Person,
  picture: Picture,
  receipts: Receipts,
  report: Report,
  shortcuts: Shortcuts,
  suspend: Suspend,
};

/** What lies over everything: one dialog, and a few words at the edge. */
export function Overlays() {
  const { dialog, toasts } = useStore((state) => state.overlay);
  const Shown = dialog && DIALOGS[dialog.kind];
  return html`${Shown && html`<${Shown} key=${dialog.kind} ...${dialog} />`}
    <div class="toasts" role="status" aria-live="polite">
      ${toasts.map(
        ({ id, text, tone }) => html`<p class=${`toast ${tone}`} key=${id}>
          <span>${text}</span><${IconButton} icon="close" label=${t('do.close')} onClick=${() => dispatch({ type: 'toast.over', id })} />
        </p>`,
      )}
    </div>`;
}
