import { useRef, useState } from 'preact/hooks';
import { html } from '../../html.js';
import { t } from '../../i18n.js';
import { IconButton } from '../parts/icon.js';

/** Something to listen to. */
export function Voice({ file, refresh }) {
  const audio = useRef(null);
  const [at, setAt] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const [length, setLength] = useState((file.duration_ms ?? 0) / 1000);
  const toggle = () => (isPlaying ? audio.current.pause() : audio.current.play());
  return html`<div class="voice">
    <audio
      ref=${audio}
      src=${file.url}
      preload="none"
      onPlay=${() => setPlaying(true)}
      onPause=${() => setPlaying(false)}
      onTimeUpdate=${(event) => setAt(event.target.currentTime)}
      onDurationChange=${({ target }) => Number.isFinite(target.duration) && setLength(target.duration)}
      onError=${refresh}
    ></audio>
    <${IconButton} icon=${isPlaying ? 'pause' : 'play'} label=${t(isPlaying ? 'voice.pause' : 'voice.play')} onClick=${toggle} />
    <span class=${`voice-track ${file.waveform ? 'has-wave' : ''}`}>
      ${file.waveform && html`<${Wave} levels=${file.waveform} played=${length ? at / length : 0} />`}
      <input
        type="range"
        min="0"
        max=${length || 1}
        step="0.1"
        value=${at}
        aria-label=${t('voice.position')}
        onInput=${(event) => (audio.current.currentTime = Number(event.target.value))}
      />
    </span>
    <span class="voice-time">${clock(isPlaying || at > 0 ? at : length)}</span>
  </div>`;
}

/** How loud it is, 64 times; what has been heard is coloured. */
function Wave({ levels, played }) {
  return html`<span class="wave" aria-hidden="true">
    ${levels.map((level, i) => html`<i key=${i} class=${i < played * levels.length ? 'heard' : ''} style=${{ height: `${8 + level * 0.92}%` }}></i>`)}
  </span>`;
}

export function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}
