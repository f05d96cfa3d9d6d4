import { openDialog } from '../actions/messages.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useStore } from '../use.js';
import { ConnectionBar } from './connection-bar.js';
import { Keys } from './keys.js';
import { Icon, Mark } from './parts/icon.js';
import { Admin } from './places/admin.js';
import { Discover } from './places/discover.js';
import { Invited } from './places/invited.js';
import { People } from './places/people.js';
import { Search } from './places/search.js';
import { Settings } from './places/settings.js';
import { VerifyEmail } from './auth/mail-links.js';
import { Conversation } from './conversation.js';
import { Sidebar } from './sidebar/sidebar.js';

const PLACES = {
  conversation: Conversation,
  discover: Discover,
  people: People,
  search: Search,
  settings: Settings,
  admin: Admin,
  invite: Invited,
  'verify-email': VerifyEmail,
};

/** The list beside what is open. On a phone one of the two. */
export function Frame() {
  const route = useStore((state) => state.route);
  const Place = PLACES[route.name] ?? Home;
  const isHome = !(route.name in PLACES);
  return html`<div class=${`frame ${isHome ? 'at-home' : 'at-place'}`}>
    <a class="skip" href="#place">${t('skip')}</a>
    <${Keys} />
    <${Sidebar} route=${route} />
    <main id="place" class="place" tabindex="-1">
      <${ConnectionBar} />
      <${Place} key=${route.name === 'conversation' ? route.params.id : route.name} route=${route} />
    </main>
  </div>`;
}

function Home() {
  return html`<div class="home">
    <${Mark} size=${72} />
    <h1>${t('home.title')}</h1>
    <p>${t('home.text')}</p>
    <p class="home-ways">
      <button type="button" onClick=${() => openDialog({ kind: 'new' })}><${Icon} name="plus" size=${24} />${t('new.title')}</button>
      <a href="/discover" data-place><${Icon} name="compass" size=${24} />${t('discover.title')}</a>
      <a href="/people" data-place><${Icon} name="people" size=${24} />${t('people.title')}</a>
      <a href="/search?show=mentions" data-place><${Icon} name="at" size=${24} />${t('search.mentions')}</a>
    </p>
    <p class="home-keys"><kbd>Ctrl</kbd> <kbd>K</kbd> <span>${t('home.palette')}</span></p>
  </div>`;
}
