import { say, type Words } from '../common/language';
import type { DeviceKind } from './api';
import { CUES } from './cues';
import { Face } from './face';
import { fresh, type Port } from './look';
import { fits, give, lying, occupied, picked, takeAway, tool, use } from './playing';
import { daemon, devices, refusal } from './world';

const KINDS: Record<DeviceKind, { readonly words: Words; readonly path: string }> = {
  reader: { words: { zh: '读卡器', en: 'Card reader' }, path: 'M8 15a5 5 0 0 1 0-6M12 17.5a9 9 0 0 1 0-11M16 20a13 13 0 0 1 0-16' },
  scanner: { words: { zh: '扫码器', en: 'Scanner' }, path: 'M5 9V5h4M15 5h4v4M19 15v4h-4M9 19H5v-4M4 12H20' },
  keypad: { words: { zh: '键盘', en: 'Keypad' }, path: 'M6 6h.1M12 6h.1M18 6h.1M6 12h.1M12 12h.1M18 12h.1M6 18h.1M12 18h.1M18 18h.1' },
  camera: { words: { zh: '车牌相机', en: 'Plate camera' }, path: 'M4 8h12v9H4zM16 11l5-3v9l-5-3M8 17v3' },
  finger: { words: { zh: '指纹', en: 'Finger sensor' }, path: 'M7 18c-1-4-1-9 5-9s6 5 5 10M10 19c-1-4 0-6 2-6s2.5 3 2 7M5 12c1-7 13-7 14 0' },
  face: { words: { zh: '人脸', en: 'Face camera' }, path: 'M12 5a5 6 0 0 1 5 6c0 4-2 7-5 7s-5-3-5-7a5 6 0 0 1 5-6M10 11h.1M14 11h.1M10 14.5q2 1.5 4 0' },
  vein: { words: { zh: '掌静脉', en: 'Palm sensor' }, path: 'M7 20V10M10.5 20V5M14 20V5M17.5 20V9M5 14l2 3' },
  tray: { words: { zh: '餐盘感应', en: 'Tray antenna' }, path: 'M3 14h18M5 14c0-4 3-6 7-6s7 2 7 6M6 18h12' },
  scale: { words: { zh: '秤', en: 'Scale' }, path: 'M4 8h16M6 8l1 12h10l1-12M12 14l3-3M9 12a3.5 3.5 0 0 1 6 0' },
};

const FIRST: Words = { zh: '先从手里选一样。', en: 'First pick something from the hand.' };

/** A device at a point: what is held in front of it is given to it; what lies on it is taken away. */
export function Device({ port }: { port: Port }) {
  const { kind, name } = port;
  const light = fresh(devices.value[name]?.['light']);
  const cue = light?.signal === undefined ? undefined : CUES[light.signal];
  const card = lying.value[name];
  const dark = daemon.value.state !== 'ready';
  const there = occupied(name);
  const wanted = { true: 'fits', false: 'idle', undefined: '' }[`${fits(kind)}`];
  const words = KINDS[kind].words;
  const doing = card !== undefined ? { zh: `拿开 ${card.zh}`, en: `take away ${card.en}` } : undefined;

  const press = () => {
    if (tool.value !== null) {
      use(tool.value, name);
    } else if (picked.value !== null) {
      void give(picked.value, name);
    } else if (there) {
      void takeAway(name);
    } else {
      refusal.value = FIRST;
    }
  };
  return (
    <button
      type="button"
      class={`device ${wanted} ${there ? 'there' : ''} ${dark ? 'dark' : ''}`}
      data-device={name}
      data-signal={light?.signal}
      onClick={press}
      aria-label={[`${say(words)} ${name}`, cue === undefined ? '' : say(cue.words), doing === undefined ? '' : say(doing)].filter(Boolean).join(', ')}
    >
      {/* Each light is new, so that its blink starts again. */}
      <span key={light?.mono_us} class={`device-lamp ${cue?.tone ?? ''}`} aria-hidden="true">
        {dark ? '' : cue?.glyph}
      </span>
      <svg viewBox="0 0 24 24" class="device-sign" aria-hidden="true">
        <path d={KINDS[kind].path} />
      </svg>
      {card !== undefined && (
        <span class="device-card">
          <Face item={card} />
        </span>
      )}
      <span class="device-name">{name}</span>
    </button>
  );
}
