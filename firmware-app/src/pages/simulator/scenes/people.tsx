import { useEffect, useState } from 'preact/hooks';

/** Somebody, 64 units tall, with the feet at 0,0. */
export function Person({ shirt = 'a' }: { shirt?: 'a' | 'b' | 'c' }) {
  return (
    <g class="person">
      <ellipse cx="0" cy="0" rx="15" ry="3.5" class="shade" />
      <path d="M-7 -24 L-6 -1 M7 -24 L6 -1" class="legs" />
      <path d="M-13 -24 Q-14 -46 0 -46 Q14 -46 13 -24 Q0 -19 -13 -24Z" class={`shirt-${shirt}`} />
      <circle cx="0" cy="-55" r="9" class="skin" />
      <path d="M-9 -56 Q-8 -66 1 -65 Q9 -64 9 -56 Q3 -60 -9 -56Z" class="hair" />
    </g>
  );
}

/**
 * Each rise of `going` (a contact that somebody walks over, or a count of deeds) is one walk. Which way it goes is drawn by the class:
 * `in` goes away from whoever looks, `out` comes.
 */
export function Walker({ going, way }: { going: boolean | number; way: 'in' | 'out' }) {
  const [walks, setWalks] = useState(0);
  useEffect(() => {
    if (going !== false && going !== 0) {
      setWalks((before) => before + 1);
    }
  }, [going]);
  if (walks === 0) {
    return null;
  }
  return (
    <g key={walks} class={`walker ${way}`} aria-hidden="true">
      <Person shirt={way === 'in' ? 'a' : 'b'} />
    </g>
  );
}
