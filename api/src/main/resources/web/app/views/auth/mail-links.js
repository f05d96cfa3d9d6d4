import { useEffect, useState } from 'preact/hooks';
import { say, wordsFor } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { go } from '../../router.js';
import { useTask } from '../../use.js';
import { Field, fieldError } from '../parts/field.js';
import { Loading } from '../parts/states.js';

/** Asks for a mail with a link. What is answered tells nobody whether there is such an account. */
export function ForgotPassword({ back }) {
  const task = useTask();
  const [isSent, setSent] = useState(false);
  const submit = (event) => {
    event.preventDefault();
    const email = new FormData(event.target).get('email');
    task.run(() => parley.recovery.requestReset(email).then(() => setSent(true)));
  };
  return html`<form class="stack" onSubmit=${submit}>
    <h1>${t('forgot.title')}</h1>
    ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
    ${isSent
      ? html`<p class="notice" role="status">${t('forgot.sent')}</p>`
      : html`<${Field} label=${t('register.email')} name="email" type="email" required autocomplete="email" autofocus />
          <button class="button primary wide" disabled=${task.busy}>${t('forgot.submit')}</button>`}
    <button type="button" class="as-link" onClick=${back}>${t('do.back')}</button>
  </form>`;
}

/** Where the link of that mail leads. */
export function NewPassword({ route }) {
  const task = useTask();
  const submit = (event) => {
    event.preventDefault();
    const password = new FormData(event.target).get('password');
    task.run(async () => {
      await parley.recovery.resetPassword(route.params.token, password);
      say(t('reset.done'));
      go('/login', { replace: true });
    });
  };
  return html`<form class="stack" onSubmit=${submit}>
    <h1>${t('reset.title')}</h1>
    ${task.problem && html`<p class="problem" role="alert">${fieldError(task.problem, 'token') ? t('reset.dead') : wordsFor(task.problem)}</p>`}
    <${Field}
      label=${t('register.password')}
      hint=${t('register.password.hint')}
      error=${fieldError(task.problem, 'new_password')}
      name="password"
      type="password"
      required
      minlength="8"
      autocomplete="new-password"
      autofocus
    />
    <button class="button primary wide" disabled=${task.busy}>${t('reset.submit')}</button>
  </form>`;
}

export function VerifyEmail({ route }) {
  const [outcome, setOutcome] = useState(null);
  useEffect(() => {
    parley.recovery.verifyEmail(route.params.token).then(
      () => setOutcome('verified'),
      () => setOutcome('dead'),
    );
  }, []);
  if (!outcome) return html`<${Loading} />`;
  return html`<div class="stack" role="status">
    <h1>${t(`verify.${outcome}`)}</h1>
    <a class="button primary" href="/" data-place>${t('do.continue')}</a>
  </div>`;
}
