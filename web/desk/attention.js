import { counts } from './lists.js';
import { t } from './texts.js';

/** Two soft tones, rising for what is meant for me. Hertz. */
const NEAR = [523, 784];
const FAR = [523, 523];

/** @type {AudioContext | undefined} */
let audio;

/**
 * A short sound; silent in a browser that allows none before the first click.
 * @param {boolean} forMe
 */
export function ring(forMe) {
  audio ??= new AudioContext();
  if (audio.state === 'suspended') audio.resume().catch(() => undefined);
  for (const [index, pitch] of (forMe ? NEAR : FAR).entries()) {
    const start = audio.currentTime + index * 0.18;
    const tone = new OscillatorNode(audio, { frequency: pitch });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.08, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.16);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.17);
  }
}

/**
 * The window's title, with how many wait for somebody or for me.
 * @param {import('./store.js').State} state
 */
export function titleOf(state) {
  const { waiting, fresh } = counts(state);
  const badge = state.phase === 'in' && waiting + fresh > 0 ? `(${waiting + fresh}) ` : '';
  return `${badge}${t('desk.name')} - OsaajaKS`;
}
