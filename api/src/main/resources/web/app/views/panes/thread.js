import { parley } from '../../app.js';
import { html } from '../../html.js';
import { threadKey } from '../../state/timelines.js';
import { useLoaded, useStore } from '../../use.js';
import { Composer } from '../composer/composer.js';
import { Loaded } from '../parts/states.js';
import { Message } from '../timeline/message.js';
import { Timeline } from '../timeline/timeline.js';

/** A message and what was answered to it. */
export function Thread({ conversation, messageId }) {
  const loaded = useLoaded(() => parley.messages.get(messageId), [messageId]);
  const known = useStore((state) => state.timelines[conversation.id]?.messages.find(({ id }) => id === messageId));
  return html`<${Loaded} of=${known ? { data: known } : loaded} rows=${3}>
    ${(root) => html`<div class="thread">
      <div class="thread-root"><${Message} message=${root} isFirst conversation=${conversation} storeKey=${threadKey(messageId)} /></div>
      <${Timeline} conversation=${conversation} storeKey=${threadKey(messageId)} />
      <${Composer} conversation=${conversation} thread=${root} />
    </div>`}
  <//>`;
}
