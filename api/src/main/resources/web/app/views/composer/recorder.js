import { useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../../actions/messages.js';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { IconButton } from '../parts/icon.js';
import { clock } from '../timeline/voice.js';

/** Whether there can be a microphone: browsers give one to safe pages alone. */
export const canRecord = Boolean(globalThis.MediaRecorder && globalThis.navigator?.mediaDevices);

/** Records a voice message: a click begins, another ends. */
export function Recorder({ onRecorded }) {
  const recorder = useRef(null);
  const [seconds, setSeconds] = useState(null);
  const isOn = seconds !== null;
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(() => setSeconds((n) => n + 1), 1_000);
    return () => clearInterval(timer);
  }, [isOn]);
  useEffect(() => () => recorder.current?.stream.getTracks().forEach((track) => track.stop()), []);

  const begin = async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
    if (!stream) return say(t('voice.refused'), { tone: 'alarm' });
    const parts = [];
    const type = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg'].find((each) => MediaRecorder.isTypeSupported(each));
    recorder.current = new MediaRecorder(stream, { mimeType: type });
    recorder.current.ondataavailable = ({ data }) => parts.push(data);
    recorder.current.onstop = () => {
      stream.getTracks().forEach((track) => track.stop());
      if (recorder.current.isWanted) onRecorded(fileOf(parts, type));
      setSeconds(null);
    };
    recorder.current.start(250);
    return setSeconds(0);
  };
  const end = (isWanted) => () => {
    recorder.current.isWanted = isWanted;
    recorder.current.stop();
  };
  if (!isOn) return html`<${IconButton} icon="mic" label=${t('voice.record')} onClick=${begin} />`;
  return html`<span class="recording" role="status">
    <span class="recording-light" aria-hidden="true"></span>${t('voice.recording')} <span class="grow">${clock(seconds)}</span>
    <${IconButton} icon="trash" label=${t('voice.discard')} onClick=${end(false)} />
    <${IconButton} icon="check" class="primary" label=${t('voice.stop')} onClick=${end(true)} />
  </span>`;
}

function fileOf(parts, type) {
  const plain = type.split(';')[0];
  const ending = plain.split('/')[1];
  const at = new Date().toISOString().slice(0, 16).replace(/[T:]/g, '-');
  return new File(parts, `voice-${at}.${ending}`, { type: plain });
}
