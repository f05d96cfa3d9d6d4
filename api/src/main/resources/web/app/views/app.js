import { html } from '../html.js';
import { useStore } from '../use.js';
import { Entrance } from './auth/entrance.js';
import { Frame } from './frame.js';
import { Overlays } from './overlays/overlays.js';
import { Mark } from './parts/icon.js';
import { Loading } from './parts/states.js';

/** The whole page. */
export function App() {
  const phase = useStore((state) => state.session.phase);
  // Every text anew in another language.
  const language = useStore((state) => state.preferences.language);
  if (phase === 'starting') return html`<div class="boot"><${Mark} size=${56} /><${Loading} /></div>`;
  return html`<div class="root" key=${language}>
    ${phase === 'in' ? html`<${Frame} />` : html`<${Entrance} />`}
    <${Overlays} />
  </div>`;
}
