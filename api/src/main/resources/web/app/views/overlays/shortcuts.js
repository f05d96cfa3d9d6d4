import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { Dialog } from './dialog.js';

const KEYS = [
  ['Ctrl K', 'palette'],
  ['Alt ↑ ↓', 'walk'],
  ['Enter', 'send'],
  ['Shift Enter', 'line'],
  ['↑', 'edit'],
  ['Esc', 'leave'],
  ['Ctrl B', 'bold'],
  ['Ctrl I', 'italic'],
  ['Ctrl /', 'this'],
];

export function Shortcuts() {
  return html`<${Dialog} title=${t('shortcuts.title')}>
    <dl class="shortcuts">
      ${KEYS.map(([keys, what]) => html`<div key=${what}><dt>${t(`shortcuts.${what}`)}</dt><dd>${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</dd></div>`)}
    </dl>
  <//>`;
}
