import { useEffect, useRef, useState } from 'preact/hooks';
import { attempt, isMuted, mayPost, send } from '../../actions/messages.js';
import { loadNewest } from '../../actions/timeline.js';
import { dispatch, now, parley } from '../../app.js';
import { html } from '../../html.js';
import { dateTime, t } from '../../i18n.js';
import { useStore } from '../../use.js';
import { Icon, IconButton } from '../parts/icon.js';
import { About } from './about.js';
import { draftOf, keepDraft } from './drafts.js';
import { EmojiButton } from './emoji-picker.js';
import { Files } from './files.js';
import { Recorder, canRecord } from './recorder.js';
import { TextArea } from './text-area.js';
import { useDrop } from './use-drop.js';
import { useUploads } from './uploads.js';

/** Where something is said. @param {{conversation: any, thread?: any}} props `thread`: the message that is answered */
export function Composer({ conversation, thread }) {
  if (!mayPost(conversation)) return html`<p class="composer-note">${t('composer.channel')}</p>`;
  if (isMuted(conversation)) return html`<p class="composer-note">${t('composer.muted', { until: dateTime(conversation.me.muted_until) })}</p>`;
  const key = thread ? `thread/${thread.id}` : conversation.id;
  return html`<${Writing} key=${key} storeKey=${key} conversation=${conversation} thread=${thread} />`;
}

function Writing({ storeKey, conversation, thread }) {
  const about = useStore((state) => state.drafting[storeKey]);
  const [text, setText] = useState(() => draftOf(storeKey));
  const uploads = useUploads();
  const area = useRef(null);
  const picker = useRef(null);
  const form = useRef(null);
  const isOver = useDrop(form, uploads.add);
  const isEdit = about?.kind === 'edit';
  useEffect(() => keepDraft(storeKey, isEdit ? '' : text), [text]);
  useEffect(() => {
    if (isEdit) setText(about.message.content);
    if (about) area.current?.focus();
  }, [about]);
  useEffect(() => {
    // With a keyboard at hand one comes here to write; on a phone to read first.
    if (matchMedia('(pointer: fine)').matches) area.current?.focus({ preventScroll: true });
  }, []);
  const leave = () => {
    if (isEdit) setText('');
    dispatch({ type: 'drafting', key: storeKey, what: null });
  };
  const type = (next) => {
    setText(next);
    if (next.trim() && !isEdit) parley.typing(conversation.id, true);
  };
  const submit = () => {
    const content = text.trim();
    if (uploads.isBusy || (!content && uploads.files.length === 0)) return;
    setText('');
    if (isEdit) attempt(() => parley.messages.edit(about.message.id, content));
    else sendNow(conversation.id, storeKey, content, uploads.take(), thread?.id ?? about?.message.id);
    if (about) leave();
    area.current?.focus();
  };
  const paste = (event) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    uploads.add(files);
  };
  const editLast = () => {
    const last = lastOfMine(storeKey);
    if (last) dispatch({ type: 'drafting', key: storeKey, what: { kind: 'edit', message: last } });
  };
  const insert = (emoji) => {
    area.current?.focus();
    setText(text + emoji);
  };
  const canSend = !uploads.isBusy && (text.trim() !== '' || uploads.files.some(({ attachment }) => attachment));
  const mayRecord = canRecord && !isEdit && text === '';
  const hasSomething = isEdit || text !== '' || uploads.files.length > 0;
  return html`<form class="composer" ref=${form} onSubmit=${(event) => (event.preventDefault(), submit())} onPaste=${paste}>
    ${isOver && html`<p class="drop-sign"><${Icon} name="attach" size=${32} /> ${t('upload.drop')}</p>`}
    ${about && html`<${About} about=${about} leave=${leave} />`}
    <${Files} uploads=${uploads} />
    <div class="composer-line">
      ${!isEdit && html`<${IconButton} icon="attach" label=${t('composer.attach')} onClick=${() => picker.current.click()} />`}
      <input ref=${picker} type="file" multiple hidden onChange=${({ target }) => (uploads.add(target.files), (target.value = ''))} />
      <${TextArea}
        area=${area}
        text=${text}
        onText=${type}
        onSubmit=${submit}
        onLeave=${about ? leave : null}
        onUp=${editLast}
        conversation=${conversation}
        isThread=${Boolean(thread)}
      />
      <${EmojiButton} label=${t('composer.emoji')} onPick=${insert} />
      ${mayRecord && html`<${Recorder} onRecorded=${(file) => uploads.add([file])} />`}
      ${(hasSomething || !mayRecord) &&
      html`<button
        class="send"
        disabled=${!canSend}
        aria-label=${t(isEdit ? 'composer.save' : 'composer.send')}
        title=${t(isEdit ? 'composer.save' : 'composer.send')}
      >
        <${Icon} name=${isEdit ? 'check' : 'send'} />
      </button>`}
    </div>
  </form>`;
}

function sendNow(id, key, content, attachment_ids, reply_to) {
  send(id, { ...(content && { content }), ...(attachment_ids.length > 0 && { attachment_ids }), ...(reply_to && { reply_to }) });
  keepDraft(id, '');
  dispatch({ type: 'end.wanted', key });
  if (now().timelines[key]?.atEnd === false) attempt(() => loadNewest(key));
}

function lastOfMine(key) {
  const me = now().session.user.id;
  return now().timelines[key]?.messages.findLast(({ sender, content, deleted_at }) => sender?.id === me && content && !deleted_at);
}
