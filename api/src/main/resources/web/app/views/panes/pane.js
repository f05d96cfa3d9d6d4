import { useEffect, useRef } from 'preact/hooks';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { go, toConversation } from '../../router.js';
import { IconButton } from '../parts/icon.js';
import { Details } from './details.js';
import { Members } from './members.js';
import { Pins } from './pins.js';
import { SearchPane } from './search-pane.js';
import { Thread } from './thread.js';

const PANES = { members: Members, pins: Pins, details: Details, search: SearchPane };

/** What stands beside a conversation, by its address; another one is another view. */
export function Pane({ conversation, route }) {
  const { pane, thread } = route.query;
  const section = useRef(null);
  const opener = useRef(document.activeElement);
  useEffect(() => {
    // Who opens a pane is in it, and who closes it is back where they came from.
    if (!section.current) return undefined;
    if (!section.current.contains(document.activeElement)) section.current.focus({ preventScroll: true });
    return () => opener.current?.isConnected && opener.current.focus({ preventScroll: true });
  }, []);
  const Inside = thread ? Thread : PANES[pane];
  if (!Inside) return null;
  const title = t(thread ? 'pane.thread' : `pane.${pane}`);
  return html`<section class="pane" aria-label=${title} tabindex="-1" ref=${section}>
    <header class="pane-head">
      <h2>${title}</h2>
      <${IconButton} icon="close" label=${t('do.close')} onClick=${() => go(toConversation(conversation.id))} />
    </header>
    <${Inside} conversation=${conversation} messageId=${thread} />
  </section>`;
}
