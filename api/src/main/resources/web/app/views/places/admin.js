import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useStore } from '../../use.js';
import { Place } from '../parts/place.js';
import { Empty } from '../parts/states.js';
import { Accounts } from './admin-accounts.js';
import { Audit } from './admin-audit.js';
import { Overview } from './admin-overview.js';
import { Reports } from './admin-reports.js';

const SECTIONS = { overview: Overview, reports: Reports, users: Accounts, audit: Audit };

/** For admins of the system. */
export function Admin({ route }) {
  const role = useStore((state) => state.session.user.role);
  const { section } = route.params;
  const Section = SECTIONS[section] ?? Overview;
  if (role !== 'admin') return html`<${Empty} icon="shield" isAlone title=${t('admin.none')} />`;
  const tabs = Object.keys(SECTIONS).map((each) => [`/admin/${each}`, t(`admin.${each}`), SECTIONS[each] === Section]);
  return html`<${Place} title=${t('admin.title')} tabs=${tabs}><${Section} key=${section} /><//>`;
}
