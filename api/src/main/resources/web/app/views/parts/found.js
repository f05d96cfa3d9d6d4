import { html } from '../../html.js';
import { shortly, t } from '../../i18n.js';
import { toConversation } from '../../router.js';
import { useStore } from '../../use.js';
import { wordsOf } from '../timeline/words.js';
import { Face, PersonName, nameOf } from './face.js';

/** A message somewhere else, with the way to it. @param {{message: any, words?: any, isOutside?: boolean}} props */
export function Found({ message, words, isOutside }) {
  const conversation = useStore((state) => state.conversations.byId[message.conversation_id]);
  const people = useStore((state) => state.people);
  return html`<li class="found">
    <a href=${toConversation(message.conversation_id, { at: message.seq })} data-place>
      <${Face} user=${message.sender} size="s" />
      <span class="found-head">
        <${PersonName} user=${message.sender} />
        ${isOutside && conversation && html`<small dir="auto">${t('found.in', { name: nameOf(conversation, people) })}</small>`}
        <time datetime=${message.created_at}>${shortly(message.created_at)}</time>
      </span>
      <span class="found-text" dir="auto">${words ?? wordsOf(message)}</span>
    </a>
  </li>`;
}

/**
 * A hit's text, where it was found marked; null where nothing is. The server tells the places in code
 * points.
 *
 * @param {{message: any, highlights: {start: number, end: number}[]}} hit
 */
export function marked({ message, highlights }) {
  const points = [...(message.content ?? '')];
  const places = highlights.filter(({ start, end }) => end > start && end <= points.length);
  if (places.length === 0) return null;
  const text = (from, to) => unsigned(points.slice(from, to).join(''));
  let at = beginning(points, places[0].start);
  const parts = [at > 0 ? '…' : ''];
  for (const { start, end } of places) {
    if (start < at) continue;
    parts.push(text(at, start), html`<mark>${text(start, end)}</mark>`);
    at = end;
  }
  return [...parts, text(at, at + 120)];
}

/** A little before the first place, where a word begins. */
function beginning(points, place) {
  const from = Math.max(0, place - 60);
  const space = points.findIndex((point, i) => i >= from && i < place && /\s/.test(point));
  return from === 0 || space < 0 ? from : space + 1;
}

/** Without the signs that would be a look and no words. */
function unsigned(text) {
  return text.replace(/```\w*|\*\*|~~|`|^> ?/gm, '').replace(/\s+/g, ' ');
}
