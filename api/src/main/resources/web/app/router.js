/** Addresses and places. What an address means is pure; going there is at the end. */
const PLACES = ['login', 'register', 'discover', 'people', 'search'];
const SECTIONS = { settings: 'profile', admin: 'overview' };

/**
 * @param {string} pathname @param {string} [search] @param {string} [hash]
 * @returns {{name: string, params: Record<string, string>, query: Record<string, string>}}
 */
export function routeOf(pathname, search = '', hash = '') {
  const query = Object.fromEntries(new URLSearchParams(search));
  // Links of mails and invites: what follows the # no server ever sees.
  const [action, token] = hash.replace(/^#/, '').split('=');
  if (token && ['invite', 'reset-password', 'verify-email'].includes(action)) {
    return { name: action, params: { token: decodeURIComponent(token) }, query };
  }
  const [place = '', detail] = pathname.split('/').filter(Boolean);
  if (place === 'c' && detail) return { name: 'conversation', params: { id: detail }, query };
  if (place in SECTIONS) return { name: place, params: { section: detail ?? SECTIONS[place] }, query };
  if (PLACES.includes(place)) return { name: place, params: {}, query };
  return { name: 'home', params: {}, query };
}

/** @param {string} id @param {Record<string, any>} [query] `at`: a message or seq, `thread`, `pane` */
export function toConversation(id, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return `/c/${id}${given.length ? `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)]))}` : ''}`;
}

let told = () => {};

function here() {
  return routeOf(location.pathname, location.search, location.hash);
}

/** @param {string} path @param {{replace?: boolean}} [options] */
export function go(path, { replace = false } = {}) {
  history[replace ? 'replaceState' : 'pushState'](null, '', path);
  told(here());
}

/** Follows the browser, and the links in the page.
 * @param {(route: ReturnType<typeof routeOf>) => void} onRoute */
export function startRouter(onRoute) {
  told = onRoute;
  addEventListener('popstate', () => told(here()));
  addEventListener('hashchange', () => told(here()));
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href]');
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || !link.dataset.place) return;
    event.preventDefault();
    go(url.pathname + url.search + url.hash);
  });
  told(here());
}
