// Debian's Chromium, and what both pages are held to in it.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const PAGES = fileURLToPath(new URL('../../../target/pages', import.meta.url));
export const SHOTS = fileURLToPath(new URL('../../../target/pages-shots', import.meta.url));

/** Of what stands in the issue: a laptop and a phone. */
export const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

export function launch() {
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: [...flags, ...quiet] });
}

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds that is serious or worse, a line each. */
export async function serious(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`));
}

/** Whether the machine is so busy with others' work that what a clock on the wall says is theirs, too. */
const isBusy = () => loadavg()[0] >= 2 * availableParallelism();

/**
 * From the hand to the picture of the answer, in milliseconds, the least first: each item in turn is held to the device, and taken
 * away once the lamp there has answered. The next is another, for who holds the same card there again was answered already.
 */
export function tapsToPicture(page, device, items, taps) {
  return page.evaluate(
    async ([name, items, taps]) => {
      const device = document.querySelector(`[data-device="${name}"]`);
      const lamp = () => device.querySelector('.device-lamp');
      const seen = async (is) => {
        const until = performance.now() + 10_000;
        while (!is()) {
          if (performance.now() > until) throw new Error(`no answer: ${device.outerHTML}`);
          await new Promise(requestAnimationFrame);
        }
      };
      const took = [];
      for (let tap = 0; tap < taps; tap++) {
        document.querySelector(`[data-item="${items[tap % items.length]}"]`).click();
        const before = lamp();
        const from = performance.now();
        device.click();
        await seen(() => lamp() !== before && device.dataset.signal !== undefined);
        took.push(performance.now() - from);
        device.click();
        await seen(() => !device.classList.contains('there'));
      }
      return took.sort((one, other) => one - other);
    },
    [device, items, taps],
  );
}

/** What somebody feels who holds a card to a reader on the screen: judged by the one in twenty where the machine is ours. */
export function judge(took) {
  const [median, p95, most] = [took[Math.floor(took.length / 2)], took[Math.ceil(took.length * 0.95) - 1], took.at(-1)];
  const [within, ms] = isBusy() ? ['median', median] : ['p95', p95];
  return {
    median,
    told: `tap to picture: median ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, most ${most.toFixed(0)} ms of ${took.length}`,
    isGood: ms < 150,
    why: `${within} ${ms.toFixed(0)} ms`,
  };
}
