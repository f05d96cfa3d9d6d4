import { attempt, say, wordsFor } from '../../actions/messages.js';
import { dispatch, parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useStore, useTask } from '../../use.js';
import { Face } from '../parts/face.js';
import { Field, fieldError } from '../parts/field.js';
import { PictureField } from '../parts/picture-field.js';

/** How others see me. */
export function Profile() {
  const me = useStore((state) => state.session.user);
  const task = useTask();
  const reload = async () => dispatch({ type: 'me.loaded', user: await parley.account.me() });
  const submit = (event) => {
    event.preventDefault();
    const { status_text, ...profile } = Object.fromEntries(new FormData(event.target));
    task.run(async () => {
      await parley.account.change({ ...profile, bio: profile.bio || null, display_name: profile.display_name || null });
      await parley.setStatus(me.status === 'offline' ? 'online' : me.status, status_text);
      await reload();
      say(t('settings.saved'));
    });
  };
  const error = (field) => fieldError(task.problem, field);
  const verify = () => attempt(() => parley.account.resendVerification().then(() => say(t('profile.verification'))));
  return html`<form class="stack settings" onSubmit=${submit}>
    <div class="line">
      <${Face} user=${me} size="xl" />
      <${PictureField}
        hasPicture=${me.avatar_url}
        set=${parley.account.setAvatar}
        remove=${parley.account.removeAvatar}
        onDone=${reload}
      />
    </div>
    <${Field} label=${t('register.name')} name="display_name" value=${me.display_name} maxlength="100" error=${error('display_name')} />
    <${Field}
      label=${t('register.username')}
      name="username"
      value=${me.username}
      required
      minlength="3"
      maxlength="32"
      error=${error('username')}
    />
    <${Field} label=${t('profile.status')} name="status_text" value=${me.status_text ?? ''} maxlength="100" error=${error('status_text')} />
    <${Field} label=${t('profile.bio')} name="bio" value=${me.bio ?? ''} multiline rows="3" maxlength="500" error=${error('bio')} />
    <${Field}
      label=${t('register.email')}
      name="email"
      type="email"
      value=${me.email}
      required
      hint=${me.email_verified ? t('profile.verified') : t('profile.unverified')}
      error=${error('email')}
    />
    ${me.email_verified === false && html`<p><button type="button" class="as-link" onClick=${verify}>${t('profile.verify')}</button></p>`}
    ${task.problem && !task.problem.errors?.length && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
    <p><button class="button primary" disabled=${task.busy}>${t('do.save')}</button></p>
  </form>`;
}
