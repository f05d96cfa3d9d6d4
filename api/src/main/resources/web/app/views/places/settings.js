import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { Place } from '../parts/place.js';
import { Appearance } from './appearance.js';
import { Devices } from './devices.js';
import { Profile } from './profile.js';
import { Security } from './security.js';

const SECTIONS = { profile: Profile, appearance: Appearance, devices: Devices, security: Security };

export function Settings({ route }) {
  const { section } = route.params;
  const Section = SECTIONS[section] ?? Profile;
  const tabs = Object.keys(SECTIONS).map((each) => [`/settings/${each}`, t(`settings.${each}`), SECTIONS[each] === Section]);
  return html`<${Place} title=${t('settings.title')} tabs=${tabs}><${Section} key=${section} /><//>`;
}
