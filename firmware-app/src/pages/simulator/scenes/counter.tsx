import type { Point } from '../api';
import { driven } from '../look';
import { devices } from '../world';

/** A terminal on a counter: a till with a meal beside it, or a tap, a kiosk, a validator. */
export function Counter({ point }: { point: Point }) {
  const glass = point.display === undefined ? undefined : devices.value[point.display]?.['glass'];
  const upper = glass?.upper || glass?.figures;
  const water = point.outputs.some(({ role }) => role === 'valve');
  return (
    <svg viewBox="0 0 360 210" class="drawing" aria-hidden="true">
      <rect width="360" height="210" class="wall tiles" />
      <path d="M0 36H360M0 72H360M0 108H360M45 0V144M90 0V144M135 0V144M180 0V144M225 0V144M270 0V144M315 0V144" class="seam" />
      <rect y="144" width="360" height="12" class="counter-top" />
      <rect y="156" width="360" height="54" class="counter-front" />
      {water ? <Tap flows={driven(point, 'valve')} /> : point.scene === 'canteen' ? <Meal /> : null}
      <path d="M172 144 L178 128 H242 L248 144Z" class="foot" />
      <rect x="130" y="46" width="160" height="86" rx="10" class="terminal" />
      <rect x="139" y="55" width="142" height="52" rx="5" class="glass" />
      <text x="210" y="77" class="glass-upper">
        {upper ?? ''}
      </text>
      <text x="210" y="97" class="glass-lower">
        {glass?.lower ?? ''}
      </text>
      <path d="M150 119H270" class="terminal-slot" />
    </svg>
  );
}

function Meal() {
  return (
    <g class="meal">
      <rect x="20" y="136" width="98" height="9" rx="4" class="tray" />
      <path d="M34 112 H82 Q80 136 66 136 H50 Q36 136 34 112Z" class="bowl" />
      <ellipse cx="58" cy="112" rx="24" ry="5" class="rice" />
      <path d="M92 124 H112 L109 136 H95Z" class="cup" />
      <path d="M78 96 L40 124 M84 98 L46 126" class="chopsticks" />
      <path d="M48 102q-5-7 0-13t0-13M60 100q-5-7 0-13t0-13M72 102q-5-7 0-13t0-13" class="steam" />
    </g>
  );
}

function Tap({ flows }: { flows: boolean }) {
  return (
    <g>
      <path d="M30 84H74Q84 84 84 94V102" class="pipe" />
      <path d="M44 84V72M34 72H54" class="pipe thin" />
      {flows && <path d="M84 106V142" class="water" />}
      <path d="M62 144 L66 124 H102 L106 144Z" class="cup" />
    </g>
  );
}
