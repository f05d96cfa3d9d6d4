import { parley } from '../../app.js';
import { html } from '../../html.js';
import { dateTime } from '../../i18n.js';
import { routeOf, toConversation } from '../../router.js';
import { useLoaded } from '../../use.js';
import { Face, PersonName } from '../parts/face.js';
import { wordsOf } from './words.js';

const LINK = /https?:\/\/[^\s<>()]+/g;

/** The first message of ours that a text links to. Of other sites nothing is fetched: nobody learns
 * who reads what. @param {string} text @returns {{id: string, at: string}|null} */
export function linkedIn(text, origin = globalThis.location?.origin) {
  for (const [link] of text.matchAll(LINK)) {
    if (!link.startsWith(`${origin}/c/`)) continue;
    const { pathname, search } = new URL(link);
    const { params, query } = routeOf(pathname, search);
    if (params.id && query.at) return { id: params.id, at: query.at };
  }
  return null;
}

/** That message, for whoever may read it. */
export function Preview({ place: { id, at } }) {
  const found = useLoaded(() => parley.messages.list(id, { around: at, limit: 1 }), [id, at]);
  const message = found.data?.items.find((each) => each.id === at || String(each.seq) === at);
  if (!message || message.deleted_at || !message.sender) return null;
  return html`<a class="preview" href=${toConversation(id, { at })} data-place>
    <${Face} user=${message.sender} size="s" />
    <span><${PersonName} user=${message.sender} /> <small><time>${dateTime(message.created_at)}</time></small></span>
    <span class="preview-text" dir="auto">${wordsOf(message)}</span>
  </a>`;
}
