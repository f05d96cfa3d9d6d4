import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useLoaded } from '../../use.js';
import { Found, marked } from '../parts/found.js';
import { Empty, Loaded } from '../parts/states.js';

/** What a search finds. @param {{query: any, isOutside?: boolean}} props */
export function Hits({ query, isOutside }) {
  const key = JSON.stringify(query);
  const hits = useLoaded(() => (query.q ? parley.messages.search({ ...query, limit: 30 }) : null), [key]);
  if (!query.q) return html`<${Empty} icon="search" title=${t('search.begin')}><p>${t('search.hint')}</p><//>`;
  return html`<${Loaded} of=${hits} rows=${5}>
    ${(page) =>
      !page || page.items.length === 0
        ? html`<${Empty} icon="search" title=${t('search.none')} />`
        : html`<ul class="found-list">${page.items.map((hit) => html`<${Found} key=${hit.message.id} message=${hit.message} words=${marked(hit)} isOutside=${isOutside} />`)}</ul>`}
  <//>`;
}
