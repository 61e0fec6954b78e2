import { useEffect, useRef, useState } from 'preact/hooks';
import type { Point } from '../api';
import { closed, driven, has } from '../look';
import { FireBox } from './door';
import { Walker } from './people';

/** A lane through which one person walks at a time, seen from outside: `in` goes away from us, `out` comes. */
export function Lane({ point }: { point: Point }) {
  const tripod = point.scene === 'tripod';
  const opensIn = driven(point, 'open_in');
  const opensOut = driven(point, 'open_out');
  const passes = closed(point, 'passed'); // one contact for both ways: then whichever is open
  const goesIn = closed(point, 'passed_in') || (passes && !opensOut);
  const goesOut = closed(point, 'passed_out') || (passes && opensOut);
  return (
    <svg viewBox="0 0 360 210" class="drawing" aria-hidden="true">
      <rect width="360" height="210" class="wall" />
      <path d="M40 0V140M110 0V140M180 0V140M250 0V140M320 0V140" class="seam" />
      <rect y="140" width="360" height="70" class="floor" />
      <path d="M150 140H210L262 210H98Z" class="carpet" />
      <Walker going={goesIn} way="in" />
      {tripod ? <Tripod turned={goesIn || goesOut} free={opensIn || opensOut} /> : <Wings open={opensIn || opensOut} />}
      <Cabinet x={88} arrow="in" open={opensIn} exists={point.outputs.some(({ role }) => role === 'open_in')} />
      <Cabinet x={tripod ? 220 : 236} arrow="out" open={opensOut} exists={point.outputs.some(({ role }) => role === 'open_out')} />
      {has(point, 'safety') && <circle cx="180" cy="196" r="4" class={`eye ${closed(point, 'safety') ? 'on' : ''}`} />}
      <circle cx="120" cy="176" r="3.5" class={`eye ${goesIn ? 'on' : ''}`} />
      <circle cx={tripod ? 224 : 240} cy="176" r="3.5" class={`eye ${goesOut ? 'on' : ''}`} />
      <Walker going={goesOut} way="out" />
      {has(point, 'fire') && <FireBox x={168} y={16} on={closed(point, 'fire')} />}
    </svg>
  );
}

/** With a lamp for its direction: an arrow where it opens, a bar where it does not. */
function Cabinet({ x, arrow, open, exists }: { x: number; arrow: 'in' | 'out'; open: boolean; exists: boolean }) {
  return (
    <g transform={`translate(${x} 0)`}>
      <path d="M2 110 L8 98 H28 L34 110Z" class="cabinet-top" />
      <rect x="2" y="110" width="34" height="84" rx="3" class="cabinet" />
      <rect x="2" y="184" width="34" height="10" class="cabinet-foot" />
      {exists && (
        <g class={`way-lamp ${open ? 'on' : ''}`}>
          <rect x="7" y="118" width="24" height="24" rx="5" class="lamp-box" />
          {open ? (
            <path d={arrow === 'in' ? 'M19 137V124M13 130l6-6 6 6' : 'M19 123V136M13 130l6 6 6-6'} class="way-sign" />
          ) : (
            <path d="M13 130H25" class="way-sign" />
          )}
        </g>
      )}
    </g>
  );
}

function Wings({ open }: { open: boolean }) {
  return (
    <>
      <path d="M124 116 H172 Q178 116 178 122 V170 Q178 178 168 178 L124 168Z" class={`wing left ${open ? 'open' : ''}`} />
      <path d="M236 116 H188 Q182 116 182 122 V170 Q182 178 192 178 L236 168Z" class={`wing right ${open ? 'open' : ''}`} />
    </>
  );
}

/** Its arms turn by a third each time somebody walks. */
function Tripod({ turned, free }: { turned: boolean; free: boolean }) {
  const [thirds, setThirds] = useState(0);
  const before = useRef(turned);
  useEffect(() => {
    if (turned && !before.current) {
      setThirds((count) => count + 1);
    }
    before.current = turned;
  }, [turned]);
  return (
    <g>
      <g class="arms" style={{ transform: `rotate(${thirds * 120}deg)` }}>
        <path d="M132 128H206" class="arm" />
        <path d="M132 128H206" class="arm" transform="rotate(120 132 128)" />
        <path d="M132 128H206" class="arm" transform="rotate(240 132 128)" />
      </g>
      <circle cx="132" cy="128" r="9" class={`hub ${free ? 'free' : ''}`} />
    </g>
  );
}
