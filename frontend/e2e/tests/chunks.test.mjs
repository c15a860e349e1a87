// Pages whose code is fetched when they are opened.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { launch, openPage } from '../harness/browser.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';

const AREAS = ['services', 'contracts', 'port_plus', 'company', 'me', 'accounts', 'api_clients'];
const CHUNKS = '**/assets/chunks/**';

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

async function visitor() {
  const tab = await openPage(browser, { origin: server.origin });
  const fetched = [];
  tab.page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/assets/chunks/')) fetched.push(pathname);
  });
  return { ...tab, fetched, ...steps(tab, server) };
}

// All chunks are missing until they are given back.
async function takeChunksAway({ page, watched }, refuse) {
  watched.allowFailures();
  await page.route(CHUNKS, refuse);
  return () => page.unroute(CHUNKS, refuse);
}

const focused = (page) => page.evaluate(() => document.activeElement.textContent);

test('the way in needs no chunk, an idle browser fetches them all, and pages then open at once', async () => {
  const { page, fetched, signIn, goTo, say, close } = await visitor();
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  assert.deepEqual(fetched, []);

  await signIn();
  const isThere = (area) => fetched.some((path) => path.startsWith(`/assets/chunks/${area}-`));
  for (let tries = 0; !AREAS.every(isThere) && tries < 150; tries += 1) await sleep(100);
  assert.ok(AREAS.every(isThere), fetched.join('\n'));
  for (let before = -1; before !== fetched.length;) {
    before = fetched.length;
    await sleep(1000);
  }
  assert.equal(new Set(fetched).size, fetched.length, 'each is fetched once');

  const ahead = fetched.length;
  await page.evaluate(() => {
    window.flashes = 0;
    const count = () => (window.flashes += document.querySelectorAll('main > .skeleton').length);
    new MutationObserver(count).observe(document.querySelector('main'), { childList: true, subtree: true });
  });
  for (const key of ['company', 'profile', 'portPlus', 'security']) {
    await goTo(`app.pages.${key}`);
    assert.equal(await focused(page), say(`app.pages.${key}`));
    assert.ok((await page.title()).startsWith(say(`app.pages.${key}`)));
  }
  await page.goBack();
  await page.getByRole('heading', { name: say('app.pages.portPlus'), level: 1 }).waitFor();
  assert.equal(await page.evaluate(() => window.flashes), 0);
  assert.equal(fetched.length, ahead);
  await close();
});

test('a deep address shows that its page is under way, then the page', async () => {
  const { page, fetched, signIn, heading, close } = await visitor();
  await signIn();
  await page.route(CHUNKS, async (route) => {
    await sleep(500);
    await route.fallback();
  });
  await page.goto('/me/security');
  await page.locator('main > .skeleton').waitFor();
  await heading('app.pages.security').waitFor();
  assert.ok(fetched.some((path) => path.startsWith('/assets/chunks/me-')));
  await close();
});

test('a chunk that cannot be fetched is said so, and a second try heals', async () => {
  const person = await visitor();
  const { page, signIn, goTo, heading, button, say, close } = person;
  const giveBack = await takeChunksAway(person, (route) => route.abort());
  await signIn();
  await goTo('app.pages.company');
  const alert = page.getByRole('alert').filter({ hasText: say('app.notFetched') });
  await alert.waitFor();
  assert.equal(await focused(page), say('app.pages.company'));
  assert.ok((await page.title()).startsWith(say('app.pages.company')));
  // What is there already still works.
  await goTo('app.pages.start');
  await goTo('app.pages.company');
  await alert.waitFor();

  await giveBack();
  await page.evaluate(() => (window.stayed = true));
  await button('app.retry').click();
  await page.getByText(say('company.details.memberNumber')).waitFor();
  await heading('app.pages.company').waitFor();
  assert.equal(await focused(page), say('app.pages.company'));
  assert.ok(await page.evaluate(() => window.stayed), 'the page was not loaded anew');
  await close();
});

test('where a new release took the chunks away, trying again loads the page anew', async () => {
  const person = await visitor();
  const { page, watched, signIn, goTo, button, say, close } = person;
  watched.allow(404);
  const giveBack = await takeChunksAway(person, (route) => route.fulfill({ status: 404, body: '' }));
  await signIn();
  await goTo('app.pages.company');
  await page.getByText(say('app.notFetched')).waitFor();
  await page.evaluate(() => (window.stayed = true));
  const loaded = page.waitForRequest((request) => request.isNavigationRequest());
  await button('app.retry').click();
  await loaded;
  await giveBack();
  await page.reload();
  await page.getByText(say('company.details.memberNumber')).waitFor();
  assert.equal(await page.evaluate(() => window.stayed), undefined);
  await close();
});
