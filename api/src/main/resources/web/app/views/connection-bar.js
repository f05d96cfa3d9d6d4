import { useEffect, useState } from 'preact/hooks';
import { parley } from '../app.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useStore } from '../use.js';
import { Icon } from './parts/icon.js';

/** Says that we are cut off, but not at the first blink: most interruptions are over in a second. */
export function ConnectionBar() {
  const { connection, everLive, offline, closeCode } = useStore((state) => state.session);
  const isFine = connection === 'live' && !offline;
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (isFine) return undefined;
    const timer = setTimeout(() => setLong(true), everLive ? 1_500 : 4_000);
    return () => clearTimeout(timer);
  }, [isFine]);
  const isOver = connection === 'stopped' && everLive;
  const key = offline ? 'offline' : isOver ? (closeCode === 4409 ? 'displaced' : 'stopped') : 'reconnecting';
  const isShown = !isFine && (isLong || offline || isOver);
  return html`<div class="connection" role="status">
    ${isShown &&
    html`<p class=${`connection-bar ${key}`}>
      <${Icon} name=${offline ? 'globe' : 'clock'} /> ${t(`connection.${key}`)}
      ${isOver && !offline && html`<button
        type="button"
        class="button small"
        onClick=${() => parley.connect()}
      >${t('do.reconnect')}</button>`}
    </p>`}
  </div>`;
}
