import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { closeDialog } from '../../actions/messages.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { IconButton } from '../parts/icon.js';

/** What has to be dealt with before anything else. The browser keeps the focus in it. */
export function Dialog({ title, children, onClose = closeDialog, class: also = '' }) {
  const dialog = useRef(null);
  const id = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    const shown = dialog.current;
    shown.showModal();
    return () => {
      // As long as it is open nothing else can have the focus.
      shown.close();
      if (before?.isConnected) before.focus?.();
    };
  }, []);
  const outside = (event) => event.target === dialog.current && onClose();
  return html`<dialog
    class=${`dialog ${also}`}
    ref=${dialog}
    aria-labelledby=${id}
    onClick=${outside}
    onCancel=${(event) => {
      event.preventDefault();
      onClose();
    }}
  >
    <div class="dialog-inside">
      <header>
        <h2 id=${id}>${title}</h2>
        <${IconButton} icon="close" label=${t('do.close')} onClick=${onClose} />
      </header>
      ${children}
    </div>
  </dialog>`;
}

/** Asks before something that can't be taken back. */
export function Confirm({ title, text, label, run }) {
  const yes = () => {
    closeDialog();
    run();
  };
  return html`<${Dialog} title=${title}>
    <p>${text}</p>
    <footer class="dialog-buttons">
      <button type="button" class="button" onClick=${closeDialog}>${t('do.cancel')}</button>
      <button type="button" class="button alarm" onClick=${yes}>${label}</button>
    </footer>
  <//>`;
}
