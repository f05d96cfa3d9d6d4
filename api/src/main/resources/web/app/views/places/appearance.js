import { say } from '../../actions/messages.js';
import { html } from '../../html.js';
import { LANGUAGES, t } from '../../i18n.js';
import { changePreferences } from '../../preferences.js';
import { useStore } from '../../use.js';
import { Choice, Toggle } from '../parts/field.js';

/** What this browser shows and tells. */
export function Appearance() {
  const { theme, language, notify } = useStore((state) => state.preferences);
  const setNotify = async (isOn) => {
    const leave = isOn ? await Notification.requestPermission() : 'denied';
    if (isOn && leave !== 'granted') say(t('notify.refused'), { tone: 'alarm' });
    await changePreferences({ notify: isOn && leave === 'granted' });
  };
  const languages = [['system', t('language.system')], ...Object.entries(LANGUAGES)];
  return html`<div class="stack settings">
    <${Choice}
      legend=${t('theme.title')}
      name="theme"
      value=${theme}
      options=${['system', 'light', 'dark'].map((each) => [each, t(`theme.${each}`)])}
      onChange=${(next) => changePreferences({ theme: next })}
    />
    <${Choice}
      legend=${t('language.title')}
      name="language"
      value=${language}
      options=${languages}
      onChange=${(next) => changePreferences({ language: next })}
    />
    <${Toggle}
      label=${t('notify.title')}
      hint=${t('notify.hint')}
      checked=${notify}
      disabled=${!globalThis.Notification}
      onChange=${setNotify}
    />
  </div>`;
}
