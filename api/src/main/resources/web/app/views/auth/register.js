import { wordsFor } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { enter } from '../../client.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useTask } from '../../use.js';
import { Field, fieldError } from '../parts/field.js';
import { leaveEntrance } from './log-in.js';

export function Register() {
  const task = useTask();
  const submit = (event) => {
    event.preventDefault();
    const { display_name, ...account } = Object.fromEntries(new FormData(event.target));
    task.run(async () => {
      const user = await parley.register({ ...account, ...(display_name.trim() && { display_name: display_name.trim() }) });
      leaveEntrance();
      await enter(user);
    });
  };
  const error = (field) => fieldError(task.problem, field);
  const isOfAField = ['username', 'email', 'password', 'display_name'].some(error);
  return html`<form class="stack" onSubmit=${submit}>
    <h1>${t('register.title')}</h1>
    ${task.problem && !isOfAField && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
    <${Field}
      label=${t('register.username')}
      hint=${t('register.username.hint')}
      error=${error('username')}
      name="username"
      required
      minlength="3"
      maxlength="32"
      pattern="[A-Za-z0-9_.\\-]+"
      autocomplete="username"
      autocapitalize="none"
      spellcheck="false"
    />
    <${Field} label=${t('register.name')} error=${error('display_name')} name="display_name" maxlength="100" autocomplete="name" />
    <${Field} label=${t('register.email')} error=${error('email')} name="email" type="email" required autocomplete="email" />
    <${Field}
      label=${t('register.password')}
      hint=${t('register.password.hint')}
      error=${error('password')}
      name="password"
      type="password"
      required
      minlength="8"
      maxlength="128"
      autocomplete="new-password"
    />
    <button class="button primary wide" disabled=${task.busy}>${t('register.submit')}</button>
    <p><a href="/login" data-place>${t('register.login')}</a></p>
  </form>`;
}
