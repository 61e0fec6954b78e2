import { useEffect, useState } from 'preact/hooks';
import type { Point } from '../api';
import { closed, driven, has } from '../look';
import { given } from '../playing';
import { phases } from '../world';

/** What a barrier's machine calls itself while its arm is up, or on its way. */
const UP = new Set(['raising', 'open', 'occupied', 'clear', 'free', 'fire']);

/** A barrier across a road, and whoever drives up to it. The arm follows its limit contacts; without them what the daemon says of it. */
export function Barrier({ point }: { point: Point }) {
  const up = has(point, 'up')
    ? closed(point, 'up')
    : has(point, 'down')
      ? !closed(point, 'down')
      : driven(point, 'raise') || UP.has(phases.value[point.id] ?? '');
  const arrived = closed(point, 'arrival_in') || closed(point, 'arrival_out');
  const under = closed(point, 'safety');
  const camera = point.in?.camera ?? point.out?.camera;
  const plate = camera === undefined ? undefined : given.value[camera]?.zh;
  const car = useCar(arrived, under);
  return (
    <svg viewBox="0 0 360 210" class="drawing" aria-hidden="true">
      <rect width="360" height="96" class="sky" />
      <path d="M0 96V78q30-22 64 0q40-34 84 0q26-16 60 0q44-30 92 0q30-14 60 0V96Z" class="hills" />
      <rect y="96" width="360" height="114" class="grass" />
      <path d="M160 96H200L330 210H30Z" class="road" />
      <path d="M179 96h2l1 12h-4zM177 116h6l2 22h-10zM174 148h12l3 30h-18z" class="road-line" />
      <g class={`car ${car}`}>
        <ellipse cx="0" cy="2" rx="52" ry="6" class="shade" />
        <rect x="-44" y="-16" width="14" height="18" rx="4" class="tyre" />
        <rect x="30" y="-16" width="14" height="18" rx="4" class="tyre" />
        <path d="M-34 -46 Q-30 -70 -22 -70 H22 Q30 -70 34 -46Z" class="cab" />
        <path d="M-28 -47 Q-25 -65 -19 -65 H19 Q25 -65 28 -47Z" class="screen" />
        <path d="M-48 -10 V-36 Q-48 -47 -36 -47 H36 Q48 -47 48 -36 V-10 Q48 -6 44 -6 H-44 Q-48 -6 -48 -10Z" class="body" />
        <circle cx="-37" cy="-31" r="6.5" class="head-lamp" />
        <circle cx="37" cy="-31" r="6.5" class="head-lamp" />
        <rect x="-24" y="-23" width="48" height="14" rx="2" class="plate" />
        <text x="0" y="-12.5" class="plate-text">
          {plate ?? '· · ·'}
        </text>
      </g>
      <rect x="62" y="148" width="6" height="34" class="rest" />
      <g class={`boom ${up ? 'up' : ''}`}>
        <path d="M64 142H296" class="boom-white" />
        <path d="M70 142H94M118 142H142M166 142H190M214 142H238M262 142H282" class="boom-red" />
      </g>
      <rect x="282" y="128" width="32" height="60" rx="4" class="cabinet" />
      <rect x="282" y="180" width="32" height="8" class="cabinet-foot" />
      <g class={`way-lamp ${up ? 'on' : ''}`}>
        <rect x="288" y="150" width="20" height="20" rx="5" class="lamp-box" />
        <path d={up ? 'M298 166V154M293 159l5-5 5 5' : 'M292 160H304'} class="way-sign" />
      </g>
    </svg>
  );
}

/** A car is gone once it was under the arm, and then far away again until it comes. */
function useCar(arrived: boolean, under: boolean): 'away' | 'arrived' | 'under' | 'gone' {
  const [car, setCar] = useState<'away' | 'arrived' | 'under' | 'gone'>('away');
  useEffect(() => {
    setCar((before) => (under ? 'under' : arrived ? 'arrived' : before === 'under' ? 'gone' : before === 'arrived' ? 'arrived' : 'away'));
    if (arrived || under) {
      return undefined;
    }
    const home = setTimeout(() => setCar('away'), 1200);
    return () => clearTimeout(home);
  }, [arrived, under]);
  return car;
}
