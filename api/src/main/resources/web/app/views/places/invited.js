import { loadConversation } from '../../actions/conversations.js';
import { wordsFor } from '../../actions/messages.js';
import { parley } from '../../app.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { go, toConversation } from '../../router.js';
import { useLoaded, useTask } from '../../use.js';
import { ConversationFace } from '../parts/face.js';
import { Empty, Loading } from '../parts/states.js';

/** Where an invite's link leads. */
export function Invited({ route }) {
  const code = route.params.token;
  const preview = useLoaded(() => parley.invites.preview(code), [code]);
  const task = useTask();
  if (preview.problem) return html`<${Empty}
    icon="link"
    isAlone
    title=${t('invite.dead')}
  ><a class="button" href="/" data-place>${t('do.home')}</a><//>`;
  if (!preview.data) return html`<${Loading} />`;
  const { conversation } = preview.data;
  const accept = () =>
    task.run(async () => {
      await parley.invites.accept(code);
      await loadConversation(conversation.id);
      go(toConversation(conversation.id), { replace: true });
    });
  return html`<div class="invited">
    <${ConversationFace} conversation=${conversation} size="xl" />
    <p>${t('invite.to')}</p>
    <h1 dir="auto">${conversation.name}</h1>
    ${conversation.description && html`<p dir="auto">${conversation.description}</p>`}
    <p class="hint">${t('talk.members', { n: conversation.participant_count })}</p>
    ${task.problem && html`<p class="problem" role="alert">${wordsFor(task.problem)}</p>`}
    <button type="button" class="button primary" disabled=${task.busy} onClick=${accept}>${t('invite.accept')}</button>
    <a href="/" data-place>${t('do.cancel')}</a>
  </div>`;
}
