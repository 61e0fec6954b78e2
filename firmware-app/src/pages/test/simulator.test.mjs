// The simulator page alone, in a real browser, against a simulator without a daemon.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { judge, launch, PAGES, serious, SHOTS, SIZES, tapsToPicture } from './browser.mjs';
import { start } from './fake-server.mjs';

let browser;
let fake;
let page;
let wrong;

before(async () => {
  browser = await launch();
  await mkdir(SHOTS, { recursive: true });
});
after(() => browser.close());

beforeEach(async () => {
  fake = await start();
  await open({});
});
afterEach(async () => {
  await page.context().close();
  await fake.close();
  assert.deepEqual(wrong, []);
});

/** A page of its own, whose complaints are counted: errors, what the policy stopped, and whatever it asked of anybody else. */
async function open({ language = 'en', theme = 'light', size = 'wide', still = false, touch = false }) {
  await page?.context().close();
  wrong = [];
  const context = await browser.newContext({ viewport: SIZES[size], hasTouch: touch, reducedMotion: still ? 'reduce' : 'no-preference' });
  page = await context.newPage();
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    // A refusal is an answer, and a lost connection is tried again: the browser calls both an error.
    if (message.type() === 'error' && !/status of 400|net::ERR/.test(message.text())) wrong.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(fake.url)) wrong.push(request.url());
  });
  await page.goto(`${fake.url}?lang=${language}&theme=${theme}`);
  await page.locator('.point').first().waitFor();
}

const at = (point) => page.locator(`[data-point="${point}"]`);
const answer = (point, signal) => at(point).locator(`.answer[data-signal="${signal}"]`);
const line = (name, level) => page.locator(`[data-line="${name}"][data-level="${level}"]`);
const reading = (instrument, tone) => page.locator(`[data-reading="${instrument}"].${tone}`);
const press = (deed, point) => (point ? at(point) : page).locator(`[data-deed="${deed}"]`).click();

async function give(item, device, kind = 'card') {
  await page.locator(`[data-kind="${kind}"]`).click();
  await page.locator(`[data-item="${item}"]`).click();
  await page.locator(`[data-device="${device}"]`).click();
}

test('a card that is tapped opens, is told everywhere, and goes back into the hand', async () => {
  await give('ssc3', 'in');

  await answer('door-1', 'GRANTED').waitFor();
  await line('lock', 1).waitFor();
  await page.locator('.records .entry.granted').first().waitFor();
  assert.match(await page.locator('.anatomy .felt').innerText(), /8\.5 ms to the relay/);
  assert.equal(await page.locator('.anatomy .anchor').count(), 5); // four elsewhere, and this one
  assert.match(await page.locator('.step.of-exchange').innerText(), /×6/);
  await page.locator('[data-device="in"]:not(.there)').waitFor();
  assert.deepEqual(fake.asked, [{ item: 'ssc3', device: 'in' }, { remove: true, device: 'in' }]);
});

test('why somebody is refused stands there in words', async () => {
  await give('unknown', 'in');
  await page.locator('.anatomy .why', { hasText: 'in no list that is held here' }).waitFor();

  await open({ language: 'zh' });
  await page.locator('.anatomy .why', { hasText: '不在本机的任何名单中' }).waitFor();
  await give('ssc3', 'in');
  await page.locator('.anatomy .verdict.granted').waitFor();
  assert.equal(await page.locator('.anatomy .why').count(), 0);
});

test('a reader that tells nothing: the card goes back into the hand, and the page says what that may be', async () => {
  await give('waved', 'in');
  await page.getByRole('alert').getByText('has come once').waitFor();
  await page.locator('[data-device="in"]:not(.there)').waitFor();
  assert.deepEqual(fake.asked, [{ item: 'waved', device: 'in' }, { remove: true, device: 'in' }]);
});

test('a card that is dragged onto a reader is tapped there', async () => {
  const from = await page.locator('[data-item="unknown"]').boundingBox();
  const to = await page.locator('[data-device="lane-in"]').boundingBox();

  await page.mouse.move(from.x + 40, from.y + 30);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 20, { steps: 6 });
  await page.mouse.up();

  await answer('lane-1', 'REFUSED').waitFor();
  await line('lane-open-in', 0).waitFor();
  assert.equal(await page.locator('.ghost').count(), 0);
  assert.deepEqual(fake.asked[0], { item: 'unknown', device: 'lane-in' });
});

test('a finger drags a card up onto a reader, and sideways looks through the hand', async () => {
  await open({ size: 'phone', touch: true });
  const fingers = await page.context().newCDPSession(page);
  const card = await page.locator('[data-item="ssc3"]').boundingBox();
  const reader = await page.locator('[data-device="in"]').boundingBox();
  const drag = async (...points) => {
    for (const [index, [x, y]] of points.entries()) {
      await fingers.send('Input.dispatchTouchEvent', { type: index === 0 ? 'touchStart' : 'touchMove', touchPoints: [{ x, y }] });
    }
    await fingers.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
  const [x, y] = [card.x + 40, card.y + 30];

  await drag([x, y], [x, y - 20], [x + 60, y - 200], [reader.x + 30, reader.y + 30]);
  await answer('door-1', 'GRANTED').waitFor();
  assert.deepEqual(fake.asked[0], { item: 'ssc3', device: 'in' });

  await drag([x + 200, y], [x + 170, y], [x + 90, y], [x + 20, y]);
  await page.waitForFunction(() => document.querySelector('.cards').scrollLeft > 50);
  await page.locator('.held[aria-pressed="true"]').waitFor({ state: 'detached' });
});

test('sound is off until somebody switches it on', async () => {
  const sound = page.getByRole('button', { name: 'Sound' });
  await page.locator('button[aria-pressed="false"][aria-label="Sound"]').waitFor();
  await sound.click();
  await page.locator('button[aria-pressed="true"][aria-label="Sound"]').waitFor();
  await give('ssc3', 'in');
  await answer('door-1', 'GRANTED').waitFor();
});

test('a card that is dropped beside every device is still in the hand', async () => {
  const from = await page.locator('[data-item="ssc3"]').boundingBox();

  await page.mouse.move(from.x + 40, from.y + 30);
  await page.mouse.down();
  await page.mouse.move(700, 20, { steps: 4 });
  await page.mouse.up();

  await page.locator('.ghost').waitFor({ state: 'detached' });
  await page.locator('.held[aria-pressed="true"]').waitFor({ state: 'detached' });
  assert.deepEqual(fake.asked, []);
});

test('a card can be torn away, and can be left', async () => {
  await page.locator('input[value="tear"]').check();
  await give('ssc3', 'in');
  await answer('door-1', 'TRY_AGAIN').waitFor();
  assert.deepEqual(fake.asked, [{ item: 'ssc3', device: 'in', tear: 2 }]);

  await page.locator('input[value="leave"]').check();
  await give('ssc2', 'in');
  await answer('door-1', 'GRANTED').waitFor();
  await page.locator('[data-device="in"].there .look-ssc2').waitFor();
  await page.locator('[data-device="in"]').click();
  await page.locator('[data-device="in"]:not(.there)').waitFor();
  assert.deepEqual(fake.asked.slice(1), [{ item: 'ssc2', device: 'in' }, { remove: true, device: 'in' }]);
});

test('codes, plates and bodies go where they belong, and people walk through what opens', async () => {
  await give('visitor', 'way-in', 'code');
  await answer('gate-1', 'GRANTED').waitFor();
  await page.locator('[data-point="gate-1"] .wing.left.open').waitFor();
  await press('walk', 'gate-1');
  await page.locator('[data-point="gate-1"] .walker.in').waitFor();

  await press('drive_up', 'barrier-1');
  await page.locator('.car.arrived').waitFor();
  await give('plate', 'camera', 'plate');
  await page.locator('.boom.up').waitFor();
  assert.equal(await page.locator('.plate-text').textContent(), '沪B98765');
  await press('drive_through', 'barrier-1');
  await page.locator('.car.gone, .car.away').first().waitFor({ state: 'attached' });

  await give('face', 'face', 'body');
  await answer('door-1', 'GRANTED').waitFor();
});

test('lunch is paid: on the glass, by the voice, on paper', async () => {
  await give('ssc3', 'pay');

  await answer('lunch-1', 'PAID').waitFor();
  assert.match(await at('lunch-1').locator('.drawing').textContent(), /午餐 12\.00.*余额 88\.00/);
  assert.match(await at('lunch-1').locator('.saying').innerText(), /已付十二元/);
  assert.match(await at('lunch-1').locator('.slip').innerText(), /个人\s+7\.00/);
});

test('the power is cut and restored', async () => {
  await press('power_cut');
  await reading('power', 'bad').waitFor();
  await page.locator('.point.without-power').first().waitFor();
  await give('ssc3', 'in');
  await page.locator('.notice p').waitFor();

  await press('power_restore');
  await reading('power', 'warn').waitFor();
  await reading('power', 'good').waitFor();
  await give('ssc3', 'in');
  await answer('door-1', 'GRANTED').waitFor();
});

test('without a network records wait, and then they do not', async () => {
  await press('network_cut');
  await reading('network', 'bad').waitFor();
  await give('expired', 'lane-in');
  await page.locator('.waiting').waitFor();
  assert.equal(await page.locator('.sent.not').count(), 1);

  await press('network_mend');
  await reading('network', 'good').waitFor();
  await page.locator('.waiting').waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'MQTT' }).click();
  await page.locator('.records .topic', { hasText: 'evt/lane-1/tap' }).click();
  assert.match(await page.locator('.records pre').innerText(), /"reason": "CARD_EXPIRED"/);
});

test('fire opens the door, and a clock is stepped', async () => {
  await press('fire');
  await reading('fire', 'bad').waitFor();
  await line('lock', 1).waitFor();
  await page.locator('[data-point="door-1"].alarmed').waitFor();
  await press('fire_reset');
  await line('lock', 0).waitFor();

  await page.locator('.instrument.clock input').fill('-7200000');
  await press('clock');
  await reading('clock', 'warn').waitFor();
  assert.deepEqual(fake.asked.at(-1), { deed: 'clock', ms: -7200000 });
});

test('what the simulator will not do it says', async () => {
  await press('walk', 'door-1');
  await page.getByRole('alert').getByText('It is locked.').waitFor();
  await page.getByRole('alert').getByRole('button').click();
  await page.locator('.notice p').waitFor({ state: 'detached' });
});

test('a device is unplugged as a card is given', async () => {
  await press('lose');
  await page.locator('[data-device="qr"].fits').waitFor();
  await page.locator('[data-device="qr"]').click();
  await page.locator('.records .entry.alarm', { hasText: 'reader_lost' }).waitFor();
  assert.deepEqual(fake.asked, [{ deed: 'lose', device: 'qr' }]);
});

test('all of it by the keyboard', async () => {
  await page.locator('[data-item="ssc3"]').focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-device="in"].fits').waitFor();
  await page.locator('[data-device="in"]').focus();
  await page.keyboard.press('Enter');
  await answer('door-1', 'GRANTED').waitFor();

  await page.locator('[data-item="ssc2"]').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await page.locator('.held[aria-pressed="true"]').waitFor({ state: 'detached' });

  await page.locator('#tab-journal').focus();
  await page.keyboard.press('ArrowRight');
  await page.locator('#tab-mqtt[aria-selected="true"]:focus').waitFor();
});

test('a simulator that goes and comes is told, and found again', async () => {
  await give('ssc3', 'in');
  await answer('door-1', 'GRANTED').waitFor();
  await page.evaluate(() => {
    globalThis.seen = [];
    new MutationObserver(() => globalThis.seen.push(document.querySelector('.notice').textContent)).observe(document.querySelector('.notice'), {
      childList: true,
      subtree: true,
    });
  });

  fake.hangUp();

  await page.waitForFunction(() => globalThis.seen.some((words) => words.includes('does not answer')) && globalThis.seen.at(-1) === '');
  await line('lock', 1).waitFor(); // told anew
});

test('who comes later sees what is, and nothing that has passed', async () => {
  await give('ssc3', 'desk');
  await answer('desk-1', 'GRANTED').waitFor();

  await open({ language: 'zh' });

  await page.locator('.records .entry.granted').first().waitFor();
  assert.equal(await page.locator('.anatomy code').innerText(), 'desk-1');
  assert.match(await at('desk-1').locator('.drawing').textContent(), /2 \/ 3/);
  await page.waitForFunction(() => document.title === 'onecard · 模拟器 · demo');
});

test('a tap is seen within 150 ms', async () => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async () => (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  const before = await worked();
  const took = await tapsToPicture(page, 'lane-in', ['ssc3', 'unknown'], 40);
  const work = ((await worked()) - before) / took.length;
  const { median, told, isGood, why } = judge(took);
  console.log(`${told}; ${work.toFixed(0)} ms of work each`);
  assert.ok(work < 60, `${work} ms of work a tap`);
  assert.ok(median < 100, `median ${median} ms`);
  assert.ok(isGood, why);
});

test('nothing serious for axe, and nothing wider than the screen, in both languages and both lights', async () => {
  for (const [language, theme, size] of [['zh', 'light', 'wide'], ['en', 'dark', 'wide'], ['zh', 'dark', 'phone'], ['en', 'light', 'phone']]) {
    await open({ language, theme, size, still: true });
    await give('ssc3', 'in');
    await give('expired', 'lane-in');
    await give('ssc3', 'pay');
    await give('visitor', 'way-in', 'code');
    await press('network_cut');
    await answer('gate-1', 'GRANTED').waitFor();
    assert.deepEqual(await serious(page), [], `${language} ${theme} ${size}`);
    await page.locator('[data-kind="card"]').click();
    await page.locator('[data-item="ssc2"]').click();
    assert.deepEqual(await serious(page), [], `${language} ${theme} ${size}, a card picked`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await press('power_cut');
    await reading('power', 'bad').waitFor();
    assert.deepEqual(await serious(page), [], `${language} ${theme} ${size}, without power`);
    await press('power_restore');
    await press('network_mend');
    await reading('power', 'good').waitFor();
  }
});

test('nothing lies over anything else on a small laptop or a tablet', async () => {
  for (const viewport of [{ width: 1100, height: 760 }, { width: 820, height: 1180 }]) {
    await page.setViewportSize(viewport);
    const over = await page.evaluate(() => {
      const hand = document.querySelector('.hand').getBoundingClientRect();
      const beyond = [...document.querySelectorAll('.ways, .cards')].filter((part) => part.getBoundingClientRect().right > hand.right);
      return [...beyond.map((part) => part.className), ...(document.documentElement.scrollWidth > innerWidth ? ['page'] : [])];
    });
    assert.deepEqual(over, [], `${viewport.width} wide`);
    await page.locator('[data-deed="give_back"]').click(); // reached by scrolling its row alone
    await page.locator('[data-device="in"].fits').waitFor();
    await page.keyboard.press('Escape');
  }
});

test('pictures of it', async () => {
  for (const language of ['zh', 'en']) {
    for (const theme of ['light', 'dark']) {
      for (const size of ['wide', 'phone']) {
        await fake.close();
        fake = await start();
        await open({ language, theme, size });
        await give('visitor', 'way-in', 'code');
        await answer('gate-1', 'GRANTED').waitFor();
        await press('walk', 'gate-1');
        await give('ssc3', 'pay');
        await give('expired', 'lane-in');
        await give('ssc3', 'in');
        await answer('door-1', 'GRANTED').waitFor();
        await press('walk', 'door-1');
        await at('door-1').locator('.walker').waitFor({ state: 'attached' });
        await at('gate-1').locator('.walker').waitFor({ state: 'attached' });
        await page.evaluate(async () => {
          await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          scrollTo(0, 0);
          document.querySelector('.points').scrollTo(0, 0);
          for (const walker of document.querySelectorAll('.walker')) {
            walker.style.animation = 'none'; // anew, for one may be through already
            walker.getBoundingClientRect();
            walker.style.animation = '';
            const [walk] = walker.getAnimations();
            walk.pause();
            walk.currentTime = 900; // halfway
          }
        });
        await page.screenshot({ path: `${SHOTS}/simulator-${language}-${theme}-${size}.png` });
      }
    }
  }
  assert.equal((await readdir(SHOTS)).filter((name) => name.startsWith('simulator-')).length, 8);
});

test('the page is small', async () => {
  const html = await readFile(`${PAGES}/index.html`, 'utf8');
  const files = ['index.html', ...[...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, file]) => file)];
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(`${PAGES}/${file}`)).length));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`simulator page: ${(all / 1024).toFixed(1)} KB gzip in ${files.length} files`);
  assert.ok(all <= 300 * 1024, `${all} bytes`);
  assert.doesNotMatch(html, /<style|<script(?![^>]* src=)|style="/);
});
