import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { attempt } from '../../actions/messages.js';
import { loadFirst, loadNewer, loadNewest, loadOlder, markRead } from '../../actions/timeline.js';
import { html } from '../../html.js';
import { count, t } from '../../i18n.js';
import { keyOf, rowsOf } from '../../timeline/rows.js';
import { useEvent, useLoaded, useStore } from '../../use.js';
import { Icon } from '../parts/icon.js';
import { Failed, Loading } from '../parts/states.js';
import { walk } from './keys.js';
import { RowView } from './row-view.js';
import { Scroll } from './scroll.js';

const NONE = [];

/**
 * What was said, as far as it is at hand; more is fetched as the reader comes near its ends. Only
 * what is about to be seen is in the page.
 *
 * @param {object} props
 * @param {any} props.conversation
 * @param {string} props.storeKey
 * @param {string} [props.at] a message or a `seq` to show
 * @param {object} [props.visit] another one each time that somebody asks for `at`, also for the same
 */
export function Timeline({ conversation, storeKey, at, visit }) {
  const span = useStore((state) => state.timelines[storeKey]);
  const first = useLoaded(() => (span?.loaded ? null : loadFirst(storeKey, at)), [storeKey, Boolean(span)]);
  if (span?.loaded) return html`<${Rows} conversation=${conversation} storeKey=${storeKey} span=${span} at=${at} visit=${visit} />`;
  return html`<div class="timeline">
    ${first.problem ? html`<${Failed} problem=${first.problem} again=${first.again} />` : html`<${Loading} rows=${6} />`}
  </div>`;
}

function Rows({ conversation, storeKey, span, at, visit }) {
  const isWhole = storeKey === conversation.id;
  const me = useStore((state) => state.session.user.id);
  const sendings = useStore((state) => state.outbox[conversation.id] ?? NONE);
  const [unreadAfter] = useState(() => (isWhole && conversation.me?.unread_count > 0 ? conversation.me.last_read_seq : null));
  const rows = useMemo(
    () => rowsOf({ ...span, sendings: isWhole && span.atEnd ? sendings : NONE, unreadAfter, me }),
    [span, sendings, unreadAfter, me],
  );
  const [, draw] = useReducer((n) => n + 1, 0);
  const scroll = useRef(null);
  scroll.current ??= new Scroll(draw);
  const element = useRef(null);
  const keeper = scroll.current;
  if (keeper.rows !== rows) {
    keeper.hold();
    keeper.rows = rows;
  }
  const shown = keeper.window();
  useLayoutEffect(() => {
    keeper.attach(element.current);
    return () => keeper.close();
  }, []);
  useLayoutEffect(() => keeper.settle());
  useReveal(keeper, { storeKey, span, rows, at, visit });
  useOwnWords(keeper, span.endWanted);
  useReading(conversation, keeper, span, isWhole);
  const scrolled = () => {
    const { nearStart, nearEnd } = keeper.scrolled();
    if (nearStart && !span.atStart) attempt(() => loadOlder(storeKey));
    if (nearEnd && !span.atEnd) attempt(() => loadNewer(storeKey));
    if (keeper.isAtEnd && span.atEnd && isWhole && document.hasFocus()) markRead(conversation.id);
  };
  useEffect(() => {
    // Few or short messages may not fill the window: then nobody could scroll to more.
    if (element.current.scrollHeight <= element.current.clientHeight + 400 && !span.atStart) loadOlder(storeKey).catch(() => {});
    if (!span.atEnd && keeper.isAtEnd) loadNewer(storeKey).catch(() => {});
  }, [span]);
  const watch = useMemo(() => watching(keeper), []);
  return html`<div class="timeline-frame">
    <div
      class="timeline"
      ref=${element}
      onScroll=${scrolled}
      onKeyDown=${walk}
      tabindex="0"
      role="log"
      aria-label=${t('timeline.label')}
      aria-live="off"
    >
      <div class="timeline-rows">
        <div style=${{ height: `${shown.before}px` }}></div>
        ${rows.slice(shown.from, shown.to).map(
          (row) => html`<${RowView}
            key=${row.key}
            row=${row}
            conversation=${conversation}
            role=${conversation.me?.role}
            watch=${watch}
            storeKey=${storeKey}
            isSought=${isSought(row, at)}
          />`,
        )}
        <div style=${{ height: `${shown.after}px` }}></div>
      </div>
    </div>
    ${isWhole && html`<${ToEnd} conversation=${conversation} keeper=${keeper} span=${span} />`}
    ${isWhole && html`<${Spoken} conversation=${conversation} />`}
  </div>`;
}

/** Measures a row while it is there. */
function watching(keeper) {
  const seen = new Map();
  return (key) => (node) => {
    const before = seen.get(key);
    if (before && before !== node) keeper.unwatch(before);
    if (node) keeper.watch(node);
    if (node) seen.set(key, node);
    else seen.delete(key);
  };
}

function isSought(row, at) {
  return Boolean(at) && row.kind === 'message' && (row.message.id === at || String(row.message.seq) === at);
}

/** Goes to what the address asks for, fetching it if need be; at first to what is unread. */
function useReveal(keeper, { storeKey, span, rows, at, visit }) {
  const done = useRef(null);
  const asked = useRef(null);
  useLayoutEffect(() => {
    const wanted = at ? visit : (done.current ?? 'beginning');
    if (done.current === wanted) return;
    const sought = at && messageAt(span, at);
    if (at && !sought && asked.current !== visit) {
      asked.current = visit;
      attempt(() => loadFirst(storeKey, at));
      return;
    }
    if (sought) keeper.reveal(keyOf(sought));
    else if (rows.some(({ kind }) => kind === 'unread')) keeper.reveal('unread');
    done.current = wanted;
  }, [at, visit, span]);
}

/** By id, or by `seq`: where that is no message's, the next one. */
function messageAt({ messages, atStart }, at) {
  const seq = Number(at);
  if (Number.isNaN(seq)) return messages.find(({ id }) => id === at);
  return atStart || messages[0]?.seq <= seq ? messages.find((message) => message.seq >= seq) : undefined;
}

/** Who says something wants to see it, wherever they were. */
function useOwnWords(keeper, wanted) {
  const before = useRef(wanted);
  useLayoutEffect(() => {
    if (wanted !== undefined && wanted !== before.current) keeper.toEnd();
    before.current = wanted;
  }, [wanted]);
}

/** What is new and seen by somebody at the end is read. */
function useReading(conversation, keeper, span, isWhole) {
  const check = () => {
    if (isWhole && conversation.me && keeper.isAtEnd && span.atEnd && document.hasFocus()) markRead(conversation.id);
  };
  useEffect(check);
  useEvent(globalThis, 'focus', check, [conversation, span]);
}

function ToEnd({ conversation, keeper, span }) {
  if (keeper.isAtEnd && span.atEnd) return null;
  const unread = conversation.me?.unread_count ?? 0;
  const go = () => {
    keeper.toEnd();
    if (!span.atEnd) attempt(() => loadNewest(conversation.id));
  };
  return html`<button type="button" class="to-end" onClick=${go} aria-label=${t('jump.end')}>
    <${Icon} name="down" />${unread > 0 && html`<span class="badge">${count(unread)}</span>`}
  </button>`;
}

/** Reads new messages to who can't see them; the list itself would be read anew with each change. */
function Spoken({ conversation }) {
  const last = conversation.last_message;
  const me = useStore((state) => state.session.user.id);
  const isOthers = last?.sender && last.sender.id !== me && !last.deleted_at;
  return html`<p
    class="unseen"
    aria-live="polite"
  >${isOthers ? t('timeline.spoken', { name: last.sender.display_name, text: last.content ?? '' }) : ''}</p>`;
}
