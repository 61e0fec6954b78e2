import { useEffect } from 'preact/hooks';
import { Choices } from '../common/choices';
import { language, say } from '../common/language';
import { AnatomyView } from './anatomy';
import { sound, sounding } from './cues';
import { Switchboard } from './deeds';
import { Hand } from './hand';
import { pick, picked, tool } from './playing';
import { PointView } from './point';
import { Records } from './record';
import { link, refusal, site } from './world';

export function Page() {
  const told = site.value;
  useEffect(() => {
    document.title = `onecard · ${say({ zh: '模拟器', en: 'Simulator' })}${told === null ? '' : ` · ${told.site}`}`;
  }, [language.value, told]);
  useEffect(() => {
    const drop = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        pick(null);
      }
    };
    addEventListener('keydown', drop);
    return () => removeEventListener('keydown', drop);
  }, []);
  return (
    <div class={`page ${picked.value === null && tool.value === null ? '' : 'holding'}`}>
      <header class="top">
        <svg viewBox="0 0 32 32" width="32" height="32" class="brand" aria-hidden="true">
          <rect x="2" y="2" width="28" height="28" rx="8" />
          <path d="M7 13.5Q7 11 9.5 11H22.5Q25 11 25 13.5V20.5Q25 23 22.5 23H9.5Q7 23 7 20.5Z" class="brand-card" />
          <path d="M19 8.5a6 6 0 0 1 4.5 0M17.5 5.8a9 9 0 0 1 7.5 0" class="brand-waves" />
        </svg>
        <h1>
          onecard <span>{say({ zh: '模拟器', en: 'Simulator' })}</span>
        </h1>
        {told !== null && (
          <p class="whose">
            {told.site} · {told.device} <small>{told.version}</small>
          </p>
        )}
        <button
          type="button"
          class="quiet"
          aria-pressed={sounding.value}
          aria-label={say({ zh: '声音', en: 'Sound' })}
          onClick={() => sound(!sounding.value)}
        >
          <svg viewBox="0 0 20 20" width="20" height="20" class="stroke" aria-hidden="true">
            <path d="M3 8h3l4-4v12l-4-4H3z" />
            <path d={sounding.value ? 'M13 7q2 3 0 6M15.5 5q3.5 5 0 10' : 'M13 8l4 4M17 8l-4 4'} />
          </svg>
        </button>
        <Choices />
      </header>
      {told === null ? (
        <main class="nothing">
          <p>{say(link.value === 'lost' ? { zh: '模拟器没有应答,正在重连…', en: 'The simulator does not answer; trying again…' } : { zh: '正在连接…', en: 'Connecting…' })}</p>
        </main>
      ) : (
        <>
          <Switchboard />
          <main class="points">
            {told.points.map((point) => (
              <PointView key={point.id} point={point} />
            ))}
          </main>
          <aside class="happened" aria-label={say({ zh: '发生了什么', en: 'What happened' })}>
            <AnatomyView />
            <Records />
          </aside>
          <Hand />
        </>
      )}
      <Notice />
    </div>
  );
}

/** What could not be done, and that the simulator is gone: over everything, until the next thing is done. */
function Notice() {
  const gone = link.value === 'lost' && site.value !== null;
  const words = gone ? { zh: '模拟器没有应答,正在重连…', en: 'The simulator does not answer; trying again…' } : refusal.value;
  return (
    <div class="notice" role="alert">
      {words !== null && (
        <p>
          {say(words)}
          {!gone && (
            <button type="button" class="quiet" aria-label={say({ zh: '知道了', en: 'Close' })} onClick={() => (refusal.value = null)}>
              ✕
            </button>
          )}
        </p>
      )}
    </div>
  );
}
