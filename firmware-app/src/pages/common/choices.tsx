import { type Language, language, say, speak } from './language';
import { dress, theme } from './theme';

const OTHER: Record<Language, Language> = { zh: 'en', en: 'zh' };

/** What stands in the corner of both pages: the other language, and light or dark. */
export function Choices() {
  const other = OTHER[language.value];
  const dark = theme.value === 'dark';
  return (
    <div class="choices">
      <button type="button" class="quiet" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => speak(other)}>
        {other === 'zh' ? '中文' : 'English'}
      </button>
      <button
        type="button"
        class="quiet"
        aria-pressed={dark}
        aria-label={say({ zh: '深色', en: 'Dark' })}
        onClick={() => dress(dark ? 'light' : 'dark')}
      >
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
          <circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="1.6" />
          <path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor" />
        </svg>
      </button>
    </div>
  );
}
