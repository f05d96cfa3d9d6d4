import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { Found, marked } from '../parts/found.js';
import { Pages } from '../parts/pages.js';
import { Empty } from '../parts/states.js';

/** What a search finds. @param {{query: any, isOutside?: boolean}} props */
export function Hits({ query, isOutside }) {
  if (!query.q) return html`<${Empty} icon="search" title=${t('search.begin')}><p>${t('search.hint')}</p><//>`;
  const load = (cursor) => parley.messages.search({ ...query, cursor, limit: 30 });
  return html`<${Pages} load=${load} inputs=${[JSON.stringify(query)]} none=${html`<${Empty} icon="search" title=${t('search.none')} />`}>
    ${(hits) => html`<ul class="found-list">
      ${hits.map(
        (hit) => html`<${Found} key=${hit.message.id} message=${hit.message} words=${marked(hit)} isOutside=${isOutside} />`,
      )}
    </ul>`}
  <//>`;
}
