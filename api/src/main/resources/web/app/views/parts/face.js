import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useStore } from '../../use.js';
import { Icon } from './icon.js';

/** A colour of one's own, the same everywhere: from the id's last digits, the random ones. */
export function hueOf(id = '') {
  return parseInt(id.slice(-4), 16) % 360 || 0;
}

export function initials(name = '') {
  const words = name.trim().split(/[\s._-]+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0]).join('').toUpperCase();
}

/** Somebody's picture, or their letters. */
export function Face({ user, size = 'm', presence = false }) {
  const status = useStore((state) => (presence ? state.people[user?.id]?.status : undefined));
  return html`<span class=${`face face-${size} hued`} style=${{ '--hue': hueOf(user?.id) }}>
    ${user?.avatar_url
      ? html`<img src=${`${user.avatar_url}?size=${size === 'xl' ? 512 : 64}`} alt="" loading="lazy" decoding="async" />`
      : html`<span class="letters" aria-hidden="true">${initials(user?.display_name ?? user?.username)}</span>`}
    ${presence && status && status !== 'offline'
      ? html`<span class=${`presence presence-${status}`}><span class="unseen">${t(`status.${status}`)}</span></span>`
      : null}
  </span>`;
}

/** A conversation's picture: the other's in a direct one. */
export function ConversationFace({ conversation, size = 'm' }) {
  if (conversation.type === 'direct') return html`<${Face} user=${conversation.peer} size=${size} presence />`;
  const { id, avatar_url, type } = conversation;
  return html`<span class=${`face face-${size} face-room hued`} style=${{ '--hue': hueOf(id) }}>
    ${avatar_url
      ? html`<img src=${`${avatar_url}?size=${size === 'xl' ? 512 : 64}`} alt="" loading="lazy" />`
      : type === 'channel'
        ? html`<${Icon} name="megaphone" size=${size === 'xl' ? 40 : 20} />`
        : html`<span class="letters" aria-hidden="true">${initials(conversation.name)}</span>`}
  </span>`;
}

/** What a conversation is called. */
export function nameOf(conversation, people = {}) {
  if (conversation.type !== 'direct') return conversation.name || t('conversation.unnamed');
  const peer = people[conversation.peer?.id] ?? conversation.peer;
  return peer?.display_name || peer?.username || t('conversation.unnamed');
}

export function PersonName({ user, ...more }) {
  return html`<bdi class="person hued" style=${{ '--hue': hueOf(user?.id) }} ...${more}>${user?.display_name || user?.username}</bdi>`;
}
