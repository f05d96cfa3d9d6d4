import { openDialog, say, wordsFor } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useTask } from '../../use.js';
import { Field, fieldError } from '../parts/field.js';

/** The password, what is stored about me, and the end. */
export function Security() {
  return html`<div class="stack settings sections"><${Password} /><${Export} /><${End} /></div>`;
}

function Password() {
  const task = useTask();
  const submit = (event) => {
    event.preventDefault();
    const form = event.target;
    const { now, next } = Object.fromEntries(new FormData(form));
    task.run(async () => {
      await parley.account.changePassword(now, next);
      form.reset();
      say(t('password.done'));
    });
  };
  return html`<form class="stack" onSubmit=${submit}>
    <h2>${t('password.title')}</h2>
    <${Field} label=${t('password.now')} name="now" type="password" required autocomplete="current-password" />
    <${Field}
      label=${t('password.next')}
      name="next"
      type="password"
      required
      minlength="8"
      hint=${t('register.password.hint')}
      autocomplete="new-password"
      error=${fieldError(task.problem, 'new_password')}
    />
    ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
    <p><button class="button primary" disabled=${task.busy}>${t('password.do')}</button></p>
  </form>`;
}

function Export() {
  const task = useTask();
  const save = () =>
    task.run(async () => {
      const response = await parley.account.export();
      const url = URL.createObjectURL(await response.blob());
      const link = Object.assign(document.createElement('a'), { href: url, download: 'parley.zip' });
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    });
  return html`<section class="stack">
    <h2>${t('export.title')}</h2>
    <p>${t('export.text')}</p>
    ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
    <p><button type="button" class="button" disabled=${task.busy} onClick=${save}>${t('export.do')}</button></p>
  </section>`;
}

function End() {
  const task = useTask();
  const submit = (event) => {
    event.preventDefault();
    const password = new FormData(event.target).get('password');
    const run = () => task.run(() => parley.account.delete(password));
    openDialog({ kind: 'confirm', title: t('account.delete'), text: t('account.delete.text'), label: t('account.delete'), run });
  };
  return html`<form class="stack" onSubmit=${submit}>
    <h2>${t('account.delete')}</h2>
    <${Field} label=${t('password.now')} name="password" type="password" required autocomplete="current-password" />
    ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
    <p><button class="button quiet alarm" disabled=${task.busy}>${t('account.delete')}</button></p>
  </form>`;
}
