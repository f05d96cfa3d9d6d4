import { dispatch, now } from './app.js';
import { speak } from './i18n.js';

const KEY = 'parley/preferences';

/** What this browser remembers of looks and language; `theme.js` reads the theme before the page is
 * painted. */
export async function restorePreferences() {
  dispatch({ type: 'preferences.changed', changes: stored() });
  const { language } = now().preferences;
  await speak(language);
}

export async function changePreferences(changes) {
  if (changes.language) await speak(changes.language);
  dispatch({ type: 'preferences.changed', changes });
  try {
    localStorage.setItem(KEY, JSON.stringify(now().preferences));
  } catch {
    // In a private window they last as long as the page.
  }
  const { theme } = now().preferences;
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}
