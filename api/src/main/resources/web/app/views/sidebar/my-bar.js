import { attempt, openDialog } from '../../actions/messages.js';
import { dispatch, parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { go } from '../../router.js';
import { useStore } from '../../use.js';
import { Face } from '../parts/face.js';
import { Icon } from '../parts/icon.js';
import { LINE, Menu } from '../parts/menu.js';

const STATUSES = ['online', 'away', 'dnd', 'invisible'];

/** Who I am, how I am, and the way to all that is mine. */
export function MyBar() {
  const me = useStore((state) => state.session.user);
  if (!me) return null;
  const setStatus = (status) => () =>
    attempt(async () => {
      await parley.setStatus(status, me.status_text ?? undefined);
      dispatch({ type: 'me.loaded', user: { ...me, status } });
    });
  const items = () => [
    ...STATUSES.map((status) => ({
      label: t(`status.${status}`),
      sign: html`<i class=${`status-sign presence-${status}`}></i>`,
      checked: me.status === status,
      run: setStatus(status),
    })),
    LINE,
    { label: t('palette.title'), icon: 'search', run: () => openDialog({ kind: 'palette' }) },
    { label: t('settings.title'), icon: 'settings', run: () => go('/settings/profile') },
    me.role === 'admin' && { label: t('admin.title'), icon: 'shield', run: () => go('/admin/overview') },
    LINE,
    { label: t('logout.do'), icon: 'logout', tone: 'alarm', run: () => parley.logout() },
  ];
  return html`<footer class="my-bar">
    <${Menu} label=${t('my.menu')} items=${items} class="up">
      <${Face} user=${me} size="s" presence />
      <span class="my-name"><strong dir="auto">${me.display_name}</strong><small>${me.status_text || t(`status.${me.status}`)}</small></span>
    <//>
    <a
      class="icon-button"
      href="/settings/profile"
      data-place
      aria-label=${t('settings.title')}
      title=${t('settings.title')}
    ><${Icon} name="settings" /></a>
  </footer>`;
}
