import { say } from '../../common/language';
import type { Point } from '../api';
import { journal } from '../world';
import { Person } from './people';

/** As many seats as are drawn; a hall has more. */
const SEATS = 10;

/** A desk where people say that they are there, and the seats behind it that fill. */
export function Desk({ point }: { point: Point }) {
  const last = journal.value.findLast(({ subject, data }) => subject === point.id && typeof data['present'] === 'number');
  const present = Number(last?.data['present'] ?? 0);
  const expected = Number(last?.data['expected'] ?? 0);
  const seats = Math.min(SEATS, Math.max(expected, present, 3));
  return (
    <svg viewBox="0 0 360 210" class="drawing" aria-hidden="true">
      <rect width="360" height="210" class="wall" />
      <rect x="92" y="46" width="176" height="54" rx="3" class="board" />
      <text x="180" y="67" class="board-text">
        {say({ zh: '会议签到', en: 'Sign in here' })}
      </text>
      <text x="180" y="89" class="board-figures">
        {last === undefined ? '—' : `${present} / ${expected}`}
      </text>
      <rect y="150" width="360" height="60" class="floor" />
      {Array.from({ length: seats }, (_, seat) => (
        <g key={seat} transform={`translate(${180 + (seat - (seats - 1) / 2) * Math.min(52, 250 / seats)} 158) scale(1)`}>
          <path d="M-15 2V-34Q-15 -42 -8 -42H8Q15 -42 15 -34V2Z" class="chair" />
          {seat < present && (
            <g class="seated">
              <Person shirt={seat % 3 === 0 ? 'a' : seat % 3 === 1 ? 'b' : 'c'} />
            </g>
          )}
        </g>
      ))}
      <path d="M46 152H314L330 166H30Z" class="counter-top" />
      <rect x="30" y="166" width="300" height="44" class="counter-front" />
      <path d="M70 152q-2-16-12-20q-2 12 10 20M72 152q0-20 10-26q6 12-8 26" class="leafage" />
      <path d="M62 150H80L77 163H65Z" class="pot" />
    </svg>
  );
}
