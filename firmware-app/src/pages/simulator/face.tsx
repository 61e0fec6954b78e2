import type { Item } from './api';

/** How a thing in the hand looks: 96 by 60, as a card is. An unknown look is a plain card. */
export function Face({ item }: { item: Item }) {
  return (
    <svg viewBox="0 0 96 60" class={`face look-${item.look}`} aria-hidden="true">
      <Picture item={item} />
    </svg>
  );
}

function Picture({ item }: { item: Item }) {
  switch (item.kind) {
    case 'code':
      return item.look === 'ecard' ? <Phone /> : <Pass />;
    case 'plate':
      return <Plate letters={item.zh} />;
    case 'body':
      return item.look === 'finger' || item.look === 'vein' ? <Print /> : <Portrait look={item.look} />;
    case 'keys':
      return <Keys />;
    case 'food':
    case 'plates':
      return <Meal />;
    case 'card':
      return <Card look={item.look} />;
  }
}

function Card({ look }: { look: string }) {
  switch (look) {
    case 'ssc3':
    case 'ssc2':
    case 'expired':
    case 'denied':
    case 'unknown':
      return <SocialSecurity look={look} />;
    case 'idcard':
      return (
        <>
          <rect width="96" height="60" rx="6" class="id-ground" />
          <path d="M0 40Q24 28 48 40T96 38V54Q96 60 90 60H6Q0 60 0 54Z" class="id-wave" />
          <circle cx="74" cy="22" r="8" class="id-head" />
          <path d="M60 46q0-14 14-14t14 14z" class="id-head" />
          <path d="M10 14H46M10 22H40M10 30H44" class="id-line" />
          <path d="M10 46H52" class="id-line strong" />
        </>
      );
    case 'clone':
    case 'plain':
      return (
        <>
          <rect width="96" height="60" rx="6" class="blank" />
          <text x="48" y="35" class="blank-letters">
            UID
          </text>
        </>
      );
    case 'bank':
      return (
        <>
          <rect width="96" height="60" rx="6" class="bank" />
          <Chip />
          <circle cx="74" cy="44" r="8" class="bank-ring" />
          <circle cx="64" cy="44" r="8" class="bank-ring" />
        </>
      );
    case 'tunion':
    case 'city-union':
    case 'transit':
      return (
        <>
          <rect width="96" height="60" rx="6" class="transit" />
          <path d="M18 40V24Q18 18 24 18H60Q66 18 66 24V40Z" class="transit-bus" />
          <path d="M22 23H62V31H22Z" class="transit-window" />
          <circle cx="29" cy="41" r="4" class="transit-wheel" />
          <circle cx="55" cy="41" r="4" class="transit-wheel" />
          <Waves x={80} />
        </>
      );
    default:
      return (
        <>
          <rect width="96" height="60" rx="6" class="blank" />
          <Chip />
        </>
      );
  }
}

function SocialSecurity({ look }: { look: string }) {
  return (
    <>
      <rect width="96" height="60" rx="6" class="ssc-ground" />
      <path d="M0 44Q30 26 58 40T96 30V54Q96 60 90 60H6Q0 60 0 54Z" class="ssc-wave" />
      <Chip />
      <path d="M44 12H86M44 19H74" class="ssc-line" />
      {look === 'ssc3' && <Waves x={84} />}
      {look === 'expired' && <path d="M30 48 L88 26" class="stamp" />}
      {look === 'unknown' && (
        <text x="76" y="46" class="ssc-mark">
          ?
        </text>
      )}
    </>
  );
}

function Chip() {
  return (
    <>
      <rect x="10" y="20" width="18" height="14" rx="3" class="chip" />
      <path d="M10 27H16M22 27H28M16 20V34M22 20V34" class="chip-line" />
    </>
  );
}

function Waves({ x }: { x: number }) {
  return <path d={`M${x - 8} 40a5 5 0 0 1 0-7M${x - 4} 42.5a9 9 0 0 1 0-12M${x} 45a13 13 0 0 1 0-17`} class="waves" />;
}

/** Not a code that can be read: what one looks like. */
function Code({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`} class="code">
      <rect x="-2" y="-2" width="34" height="34" rx="2" class="code-ground" />
      <path
        d="M0 0h9v9h-9zM3 3v3h3v-3zM21 0h9v9h-9zM24 3v3h3v-3zM0 21h9v9h-9zM3 24v3h3v-3zM12 0h3v6h3v3h-6zM12 12h6v3h6v-3h6v6h-3v3h-6v3h3v6h-6v-3h-3v-9h-3zM0 12h6v3h3v3h-9zM27 24h3v6h-6v-3h3z"
        fill-rule="evenodd"
      />
    </g>
  );
}

function Pass() {
  return (
    <>
      <rect width="96" height="60" rx="6" class="pass-ground" />
      <path d="M0 6Q0 0 6 0H90Q96 0 96 6V14H0Z" class="pass-head" />
      <Code x={12} y={20} />
      <circle cx="68" cy="30" r="6" class="pass-person" />
      <path d="M56 50q0-12 12-12t12 12z" class="pass-person" />
    </>
  );
}

function Phone() {
  return (
    <>
      <rect x="28" y="0" width="40" height="60" rx="7" class="phone" />
      <rect x="31" y="5" width="34" height="50" rx="3" class="phone-glass" />
      <path d="M31 8Q31 5 34 5H62Q65 5 65 8V16H31Z" class="phone-head" />
      <Code x={35} y={20} />
    </>
  );
}

function Plate({ letters }: { letters: string }) {
  return (
    <>
      <rect y="12" width="96" height="36" rx="5" class="plate-ground" />
      <rect x="2.5" y="14.5" width="91" height="31" rx="3.5" class="plate-rim" />
      <text x="48" y="36.5" class="plate-letters">
        {letters.length <= 9 ? letters : ''}
      </text>
    </>
  );
}

function Portrait({ look }: { look: string }) {
  return (
    <>
      <rect x="18" width="60" height="60" rx="30" class="portrait" />
      <path d="M22 52q4-16 26-16t26 16q-10 8-26 8t-26-8z" class="portrait-shirt" />
      <circle cx="48" cy="26" r="14" class="skin" />
      <path d="M33 26Q34 8 50 10Q64 12 62 27Q52 20 33 26Z" class="hair" />
      {look === 'clone' && <rect x="24" y="4" width="48" height="52" class="portrait-print" />}
    </>
  );
}

function Print() {
  return (
    <>
      <rect x="18" width="60" height="60" rx="30" class="portrait" />
      <path
        d="M38 46c-3-10-2-26 10-26s13 14 10 28M43 50c-3-10-1-22 5-22s7 10 5 23M48 52V36M33 36c1-24 29-24 30 0"
        class="print"
      />
    </>
  );
}

function Keys() {
  return (
    <>
      <rect x="24" width="48" height="60" rx="7" class="pad" />
      <path d="M36 13h.1M48 13h.1M60 13h.1M36 25h.1M48 25h.1M60 25h.1M36 37h.1M48 37h.1M60 37h.1M36 49h.1M48 49h.1M60 49h.1" class="pad-keys" />
    </>
  );
}

function Meal() {
  return (
    <>
      <rect x="8" y="40" width="80" height="9" rx="4" class="tray" />
      <path d="M24 18H72Q70 40 58 40H38Q26 40 24 18Z" class="bowl" />
      <ellipse cx="48" cy="18" rx="24" ry="5" class="rice" />
    </>
  );
}
