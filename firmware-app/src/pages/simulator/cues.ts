import { signal } from '@preact/signals';
import type { Words } from '../common/language';
import { keep, kept } from '../common/memory';
import type { Signal } from './api';
import { listen } from './world';

// How a signal is shown and sounded, as the readers' own lights and beepers do it.

export interface Cue {
  readonly tone: 'good' | 'bad' | 'warn';
  /** So that colour is never the only cue. */
  readonly glyph: string;
  readonly words: Words;
  /** Beeps: how many, how long each, how long between. */
  readonly beats: number;
  readonly on_ms: number;
  readonly off_ms: number;
  readonly hz: number;
}

export const CUES: Record<Signal, Cue> = {
  GRANTED: cue('good', '✓', '通过', 'Granted', 1, 100, 100, 1760),
  PAID: cue('good', '¥', '已付', 'Paid', 1, 800, 100, 1760),
  REFUSED: cue('bad', '✕', '拒绝', 'Refused', 2, 200, 200, 440),
  TRY_AGAIN: cue('bad', '↻', '请重试', 'Try again', 3, 100, 100, 587),
  ASKED: cue('warn', '…', '请继续', 'More awaited', 2, 500, 300, 880),
  FAULT: cue('bad', '!', '故障', 'Fault', 1, 2000, 100, 330),
  HERE: cue('warn', '◎', '在这里', 'Here', 5, 100, 100, 1175),
};

function cue(tone: Cue['tone'], glyph: string, zh: string, en: string, beats: number, on_ms: number, off_ms: number, hz: number): Cue {
  return { tone, glyph, words: { zh, en }, beats, on_ms, off_ms, hz };
}

const CHOSEN = 'onecard.sound';
export const sounding = signal(kept(CHOSEN) === 'on');
let audio: AudioContext | null = null;

/** Only a click may switch it on: browsers sound nothing before one. */
export function sound(on: boolean): void {
  sounding.value = on;
  keep(CHOSEN, on ? 'on' : 'off');
  if (on) {
    audio ??= new AudioContext();
    void audio.resume();
  }
}

function beep({ beats, on_ms, off_ms, hz }: Cue): void {
  if (!sounding.value) {
    return;
  }
  audio ??= new AudioContext();
  for (let beat = 0; beat < beats; beat++) {
    const from = audio.currentTime + (beat * (on_ms + off_ms)) / 1000;
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    tone.frequency.value = hz;
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(0.08, from + 0.006);
    loudness.gain.setValueAtTime(0.08, from + on_ms / 1000 - 0.012);
    loudness.gain.linearRampToValueAtTime(0, from + on_ms / 1000);
    tone.connect(loudness).connect(audio.destination);
    tone.start(from);
    tone.stop(from + on_ms / 1000);
  }
}

listen((told) => {
  if (told.what === 'light' && told.signal !== undefined) {
    beep(CUES[told.signal]);
  }
});
