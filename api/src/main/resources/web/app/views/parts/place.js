import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { Icon } from './icon.js';

/** A place that is no conversation: a heading and what is in it. */
export function Place({ title, children, tabs }) {
  return html`<section class="place-inside">
    <header class="place-head">
      <a class="icon-button only-phone" href="/" data-place aria-label=${t('do.back')}><${Icon} name="back" /></a>
      <h1>${title}</h1>
      ${tabs && html`<nav
        class="tabs"
        aria-label=${title}
      >${tabs.map(([href, label, isOpen]) => html`<a
        key=${href}
        href=${href}
        data-place
        aria-current=${isOpen ? 'page' : undefined}
      >${label}</a>`)}</nav>`}
    </header>
    <div class="place-body">${children}</div>
  </section>`;
}
