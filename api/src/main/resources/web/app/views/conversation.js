import { useEffect } from 'preact/hooks';
import { loadConversation, loadParticipants } from '../actions/conversations.js';
import { attempt } from '../actions/messages.js';
import { parley } from '../app.js';
import { html } from '../html.js';
import { t } from '../i18n.js';
import { useLoaded, useStore } from '../use.js';
import { Composer } from './composer/composer.js';
import { Pane } from './panes/pane.js';
import { ConversationFace, nameOf } from './parts/face.js';
import { Empty, Failed, Loading } from './parts/states.js';
import { Header } from './timeline/header.js';
import { Timeline } from './timeline/timeline.js';

/** A conversation: what is said in it, where to say something, and beside it whatever is asked for. */
export function Conversation({ route }) {
  const { id } = route.params;
  const conversation = useStore((state) => state.conversations.byId[id]);
  const people = useStore((state) => state.people);
  // One that ends while it is open is asked for again: it may still be one to look at and join.
  const loaded = useLoaded(() => (conversation ? null : loadConversation(id)), [id, Boolean(conversation)]);
  const isMember = Boolean(conversation?.me);
  useEffect(() => {
    if (isMember) loadParticipants(id).catch(() => {});
  }, [id, isMember]);
  if (!conversation) {
    if (loaded.problem?.status === 404) return html`<${Gone} />`;
    return loaded.problem ? html`<${Failed} problem=${loaded.problem} again=${loaded.again} />` : html`<${Loading} />`;
  }
  if (!isMember) return html`<${Outside} conversation=${conversation} />`;
  const hasPane = Boolean(route.query.pane || route.query.thread);
  return html`<div class=${`conversation ${hasPane ? 'with-pane' : ''}`}>
    <section class="talk" aria-label=${t('conversation.label')}>
      <${Header} conversation=${conversation} route=${route} />
      <${Timeline} conversation=${conversation} storeKey=${id} at=${route.query.at} visit=${route} />
      <${Composer} conversation=${conversation} />
    </section>
    ${hasPane && html`<h1 class="unseen only-narrow">${nameOf(conversation, people)}</h1>`}
    ${hasPane && html`<${Pane} key=${route.query.thread ?? route.query.pane} conversation=${conversation} route=${route} />`}
  </div>`;
}

/** Of a public conversation, as much as one sees before going in. */
function Outside({ conversation }) {
  const { id, name, description, participant_count } = conversation;
  const join = () =>
    attempt(async () => {
      await parley.conversations.join(id);
      await loadConversation(id);
    });
  return html`<div class="invited">
    <${ConversationFace} conversation=${conversation} size="xl" />
    <h1 dir="auto">${name}</h1>
    ${description && html`<p dir="auto">${description}</p>`}
    <p class="hint">${t('talk.members', { n: participant_count })}</p>
    <button type="button" class="button primary" onClick=${join}>${t('discover.join')}</button>
  </div>`;
}

function Gone() {
  return html`<${Empty} icon="lock" isAlone title=${t('conversation.gone')}>
    <a class="button" href="/" data-place>${t('do.home')}</a>
  <//>`;
}
