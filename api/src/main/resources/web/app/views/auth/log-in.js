import { useState } from 'preact/hooks';
import { wordsFor } from '../../actions/messages.js';
import { now, parley } from '../../app.js';
import { enter } from '../../client.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { go } from '../../router.js';
import { useTask } from '../../use.js';
import { Field } from '../parts/field.js';
import { ForgotPassword } from './mail-links.js';

export function LogIn() {
  const [isForgotten, setForgotten] = useState(false);
  const task = useTask();
  if (isForgotten) return html`<${ForgotPassword} back=${() => setForgotten(false)} />`;
  const submit = (event) => {
    event.preventDefault();
    const { who, password } = Object.fromEntries(new FormData(event.target));
    task.run(async () => {
      const name = who.includes('@') ? { email: who.trim() } : { username: who.trim() };
      const user = await parley.login({ ...name, password, device_name: deviceName() });
      leaveEntrance();
      await enter(user);
    });
  };
  return html`<form class="stack" onSubmit=${submit}>
    <h1>${t('login.title')}</h1>
    ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
    <${Field} label=${t('login.who')} name="who" required autocomplete="username" autocapitalize="none" autofocus />
    <${Field} label=${t('login.password')} name="password" type="password" required autocomplete="current-password" />
    <button class="button primary wide" disabled=${task.busy}>${t('login.submit')}</button>
    <p class="between">
      <a href="/register" data-place>${t('login.register')}</a>
      <button type="button" class="as-link" onClick=${() => setForgotten(true)}>${t('login.forgot')}</button>
    </p>
  </form>`;
}

/** To where they wanted: a link to a conversation stays, the forms' own addresses don't. */
export function leaveEntrance() {
  const { name } = now().route;
  if (['login', 'register', 'reset-password', 'verify-email'].includes(name)) go('/', { replace: true });
}

/** As much as somebody needs to know their devices apart. */
export function deviceName({ userAgent = '', platform = '' } = navigator) {
  // Each calls itself by the names of those after it.
  const browser = ['Edg', 'Firefox', 'Chrome', 'Safari'].find((each) => userAgent.includes(`${each}/`)) ?? 'Browser';
  const system = ['Android', 'iPhone', 'iPad'].find((each) => userAgent.includes(each)) ?? platform;
  return [browser.replace('Edg', 'Edge'), system].filter(Boolean).join(', ');
}
