import type { Point } from '../api';
import { closed, driven, has } from '../look';
import { walks } from '../world';
import { Walker } from './people';

/** A door in a wall. Its leaf follows the contact; without one nobody knows, and it stands ajar while the lock is released. */
export function Door({ point }: { point: Point }) {
  const released = driven(point, 'lock');
  const observed = has(point, 'leaf');
  const open = observed && !closed(point, 'leaf');
  const fire = closed(point, 'fire');
  return (
    <svg viewBox="0 0 360 210" class="drawing" aria-hidden="true">
      <rect width="360" height="210" class="wall" />
      <path d="M0 60H120M240 60H360M0 118H120M240 118H360" class="seam" />
      <rect y="178" width="360" height="32" class="floor" />
      <rect x="124" y="26" width="112" height="154" rx="3" class="frame" />
      <g class="beyond">
        <rect x="132" y="34" width="96" height="144" class="light" />
        <path d="M132 178 L160 146 H200 L228 178Z" class="far-floor" />
        <rect x="162" y="66" width="36" height="44" rx="2" class="window" />
        <path d="M180 66V110M162 88H198" class="window-bar" />
        <path d="M207 146q-8-20 2-30q8 12 2 30M211 146q2-16 10-20q2 12-8 20" class="leafage" />
      </g>
      <Walker going={walks.value[point.id] ?? 0} way="in" />
      <g class={`leaf ${open ? 'open' : released && !observed ? 'ajar' : ''}`}>
        <rect x="132" y="34" width="96" height="144" class="wood" />
        <rect x="144" y="46" width="72" height="50" rx="2" class="panel" />
        <rect x="144" y="106" width="72" height="60" rx="2" class="panel" />
        <path d="M214 108h-11" class="handle" />
        <circle cx="215" cy="108" r="3.6" class="handle-rose" />
      </g>
      <g class={`lamp ${released ? 'on' : ''}`}>
        <rect x="160" y="6" width="40" height="16" rx="8" class="lamp-box" />
        <path d={released ? 'M176 13v-2.5a4 4 0 0 1 7.5-1.5' : 'M176 13v-2.5a4 4 0 0 1 8 0v2.5'} class="shackle" />
        <rect x="174" y="13" width="12" height="7" rx="1.5" class="lock-body" />
      </g>
      {has(point, 'exit_button') && (
        <g class={`push ${closed(point, 'exit_button') ? 'on' : ''}`}>
          <rect x="94" y="98" width="20" height="26" rx="4" class="push-plate" />
          <circle cx="104" cy="111" r="6" class="push-knob" />
        </g>
      )}
      {has(point, 'fire') && <FireBox x={92} y={60} on={fire} />}
    </svg>
  );
}

/** A manual call point. */
export function FireBox({ x, y, on }: { x: number; y: number; on: boolean }) {
  return (
    <g class={`fire-box ${on ? 'on' : ''}`} transform={`translate(${x} ${y})`}>
      <rect width="24" height="24" rx="3" class="fire-plate" />
      <path d="M12 5c1 4 6 5.5 6 10a6 6 0 0 1-12 0c0-2.5 1.5-4 2.5-5 .5 1.5 1 2 2 2.300C10 9.5 10.5 7 12 5z" class="flame" />
    </g>
  );
}
