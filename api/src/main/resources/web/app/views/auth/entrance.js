import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useStore } from '../../use.js';
import { Mark } from '../parts/icon.js';
import { LogIn } from './log-in.js';
import { NewPassword, VerifyEmail } from './mail-links.js';
import { Register } from './register.js';

const FORMS = { register: Register, 'reset-password': NewPassword, 'verify-email': VerifyEmail };

/** What somebody sees who is not logged in. */
export function Entrance() {
  const route = useStore((state) => state.route);
  const ended = useStore((state) => state.session.ended);
  const Form = FORMS[route.name] ?? LogIn;
  return html`<main class="entrance">
    <section class="entrance-side" aria-hidden="true">
      <div class="entrance-talk">
        <p class="said them">${t('entrance.said1')}</p>
        <p class="said me">${t('entrance.said2')}</p>
        <p class="said them">${t('entrance.said3')}</p>
        <p class="said me">${t('entrance.said4')}</p>
      </div>
    </section>
    <section class="entrance-form">
      <div class="brand"><${Mark} size=${44} /><span>Parley</span></div>
      ${route.name === 'invite' && html`<p class="notice">${t('entrance.invited')}</p>`}
      ${ended && ended !== 'logout' && html`<p class="notice" role="status">${t('entrance.ended')}</p>`}
      <${Form} route=${route} />
    </section>
  </main>`;
}
