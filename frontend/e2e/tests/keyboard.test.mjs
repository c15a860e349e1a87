// Signing in without ever touching a mouse.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { isFocused, tabTo } from '../harness/keyboard.mjs';
import { PASSWORD, PEOPLE } from '../harness/people.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

const MOST_STOPS = 40;

test('a person signs in by keyboard alone', async () => {
  const tab = await openPage(browser, { origin: server.origin, language: 'ja' });
  const { page } = tab;
  const { heading, field, button, account } = steps(tab, server);

  await page.goto('/login');
  await heading('app.pages.login').waitFor();
  await tabTo(page, field('auth.fields.email'));
  await page.keyboard.type(PEOPLE.ja.email);
  await tabTo(page, field('auth.fields.password'));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');

  await heading('app.pages.loginCode').waitFor();
  await tabTo(page, field('auth.fields.code'));
  await page.keyboard.type(await server.mails.code(PEOPLE.ja.email));
  await tabTo(page, button('auth.code.verify'));
  await page.keyboard.press('Space');
  await account.waitFor();
  await tab.close();
});

test('the first stop leads past the navigation, and focus is always to be seen', async () => {
  const tab = await openPage(browser, { origin: server.origin, language: 'ja' });
  const { page } = tab;
  const { heading, say } = steps(tab, server);
  await page.goto('/login');
  await heading('app.pages.login').waitFor();
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement?.textContent?.trim());
  assert.equal(first, say('app.skip'));

  const stops = await walk(page);
  assert.ok(stops.length >= 6, `few stops: ${JSON.stringify(stops)}`);
  assert.deepEqual(stops.filter(({ visible }) => !visible), []);
  await tab.close();
});

test('an error moves the focus to its summary, whose links lead to the fields', async () => {
  const tab = await openPage(browser, { origin: server.origin, language: 'ja' });
  const { page } = tab;
  const { heading, field, button, say } = steps(tab, server);
  await page.goto('/login');
  await heading('app.pages.login').waitFor();
  await tabTo(page, button('auth.login.next'));
  await page.keyboard.press('Enter');
  await page.locator(':focus', { hasText: say('app.summary.title') }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.ok(await isFocused(field('auth.fields.email')), 'the first link leads to the first field');
  await tab.close();
});

// Every stop of the Tab key, and whether an outline shows where one is.
async function walk(page) {
  const stops = [];
  for (let step = 0; step < MOST_STOPS; step += 1) {
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const name = `${element.tagName.toLowerCase()} ${element.textContent?.trim() || element.id}`;
      return { name, visible: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
    });
    if (!stop) break;
    stops.push(stop);
    await page.keyboard.press('Tab');
  }
  return stops;
}
