import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { useStore } from '../../use.js';
import { Face, nameOf } from '../parts/face.js';
import { candidates, completed, mentionAt } from './mentions.js';

/** Grows with its text, and offers names after an @. */
export function TextArea({ area, text, onText, onSubmit, onLeave, onUp, conversation, isThread }) {
  const people = useStore((state) => state.people);
  const members = useStore((state) => state.participants[conversation.id]);
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [isHushed, setHushed] = useState(false);
  const mention = isHushed ? null : mentionAt(text, caret);
  const users = useMemo(() => Object.keys(members?.byUser ?? {}).map((id) => people[id]).filter(Boolean), [members, people]);
  const found = mention ? candidates(users, mention.query) : [];
  // A name that is written out needs no offer, and Enter sends again.
  const offered = found.length === 1 && found[0].username === mention.query ? [] : found;
  useLayoutEffect(() => grow(area.current), [text]);

  const complete = (user) => {
    const next = completed(text, caret, mention, user.username);
    onText(next.text);
    setCaret(next.caret);
    setChosen(0);
    requestAnimationFrame(() => {
      area.current.focus();
      area.current.setSelectionRange(next.caret, next.caret);
    });
  };
  const keys = (event) => {
    if (offered.length > 0 && offering(event)) return;
    // While an input method composes, Enter is part of the word.
    const isEnter = event.key === 'Enter' && !event.shiftKey && !event.isComposing;
    if (isEnter && !matchMedia('(pointer: coarse)').matches) {
      event.preventDefault();
      onSubmit();
    } else if (event.key === 'Escape' && onLeave) {
      event.stopPropagation();
      onLeave();
    } else if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault();
      onUp();
    } else wrapping(event, area.current, onText);
  };
  const offering = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setChosen((chosen + step + offered.length) % offered.length);
    else if (event.key === 'Enter' || event.key === 'Tab') complete(offered[chosen] ?? offered[0]);
    else if (event.key === 'Escape') setHushed(true);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const moved = ({ target }) => setCaret(target.selectionStart);
  const label = isThread ? t('composer.thread') : t('composer.to', { name: nameOf(conversation, people) });
  return html`<div class="text-area">
    ${offered.length > 0 && html`<${Offer} users=${offered} chosen=${chosen} complete=${complete} />`}
    <textarea
      ref=${area}
      rows="1"
      maxlength="4000"
      dir="auto"
      value=${text}
      placeholder=" "
      aria-label=${label}
      aria-autocomplete="list"
      aria-controls=${offered.length > 0 ? 'mentions' : undefined}
      aria-activedescendant=${offered.length > 0 ? `mention-${chosen}` : undefined}
      onInput=${({ target }) => (setHushed(false), setChosen(0), setCaret(target.selectionStart), onText(target.value))}
      onKeyUp=${moved}
      onClick=${moved}
      onKeyDown=${keys}
    ></textarea>
    <span class="placeholder" aria-hidden="true">${label}</span>
  </div>`;
}

function Offer({ users, chosen, complete }) {
  return html`<ul class="offer" id="mentions" role="listbox" aria-label=${t('composer.mentions')}>
    ${users.map(
      (user, i) => html`<li
        key=${user.id}
        id=${`mention-${i}`}
        role="option"
        aria-selected=${i === chosen ? 'true' : 'false'}
        onPointerDown=${(event) => (event.preventDefault(), complete(user))}
      >
        <${Face} user=${user} size="xs" /> <strong dir="auto">${user.display_name}</strong> <small>@${user.username}</small>
      </li>`,
    )}
  </ul>`;
}

function grow(area) {
  if (!area) return;
  area.style.height = 'auto';
  area.style.height = `${Math.min(area.scrollHeight, 240)}px`;
}

/** Ctrl-B and Ctrl-I put the signs around what is selected. */
function wrapping(event, area, onText) {
  const sign = (event.ctrlKey || event.metaKey) && { b: '**', i: '*', e: '`' }[event.key];
  if (!sign) return;
  event.preventDefault();
  const { selectionStart: from, selectionEnd: to, value } = area;
  onText(value.slice(0, from) + sign + value.slice(from, to) + sign + value.slice(to));
  requestAnimationFrame(() => area.setSelectionRange(from + sign.length, to + sign.length));
}
