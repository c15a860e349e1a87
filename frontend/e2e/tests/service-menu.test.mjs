// Chapter 3 of the portal's manual, from the menu of services through the door of the settings
// site, as four people with different rights; and the way of chapter 4 to the list.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { HANAKO, KAITO, MAHO, RIN, TARO } from '../harness/people.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';

const DOOR = '/settings-site/cloud-pbx';

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

async function comeIn(person) {
  const tab = await openPage(browser, { origin: server.origin });
  const own = steps(tab, server);
  await own.signIn(person);
  const main = tab.page.getByRole('main');
  const service = (name) => main.getByRole('listitem').filter({ has: tab.page.getByRole('heading', { name, level: 4, exact: true }) });
  const api = (path) => tab.page.evaluate(async (path) => (await fetch(`/api/v1${path}`)).json(), path);
  await main.getByRole('heading', { name: own.say('services.menu.title') }).waitFor();
  return { tab, page: tab.page, main, service, api, ...own };
}

const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim());

test('an admin in no group sees no contract, and reads why and what to do', async () => {
  const { tab, main, say, api } = await comeIn(MAHO);
  await main.getByText(say('services.noRights.title')).waitFor();
  await main.getByText(say('services.noRights.adminLead')).waitFor();
  assert.deepEqual((await api('/service-menu')).categories, []);
  await main.getByRole('tab', { name: say('services.admins.title') }).click();
  await main.getByRole('tabpanel').getByRole('link', { name: say('app.pages.accounts') }).waitFor();
  await tab.close();
});

test('a viewer sees the services of his groups, and behind the door whom to ask', async () => {
  const { tab, page, main, service, api, say, heading } = await comeIn(TARO);
  const { categories } = await api('/service-menu');
  const names = categories.flatMap(({ services }) => services.map((entry) => entry.service.name.ja));
  assert.ok(names.length >= 3);
  assert.deepEqual(await main.locator('.service__name').allTextContents(), names);
  assert.equal(await main.getByRole('tab', { name: say('services.admins.title') }).count(), 0);

  const look = service('クラウドPBX').getByRole('link', { name: say('contracts.status.abnormal') });
  if ((await look.count()) > 0) {
    assert.match(await look.getAttribute('href'), /^\/contracts\?service=cloud-pbx&status=abnormal$/);
  }
  await service('クラウドPBX').getByRole('link', { name: say('app.pages.settingsSite') }).click();
  await main.getByText(say('services.door.noneTitle')).waitFor();
  await main.getByText(HANAKO.email).waitFor();
  assert.equal(await page.getByRole('table').count(), 0);
  await page.goBack();
  await heading('app.pages.start').waitFor();
  await tab.close();
});

test('an editor chooses the contract, filters the list by words, and sees the customer number', async () => {
  const { tab, page, main, service, api, say, field, button, link } = await comeIn(KAITO);
  await service('クラウドPBX').getByRole('link', { name: say('app.pages.settingsSite') }).click();
  await main.getByRole('heading', { name: 'クラウドPBX', level: 1 }).waitFor();
  await main.getByText(say('services.door.hint')).waitFor();
  const all = await api('/contracts?service=cloud-pbx&permission=edit&pageSize=100');
  assert.ok(all.total > 10);
  const go = (number) => main.getByRole('link', { name: `${say('services.door.go')} (${number})` });

  const wanted = all.items.find(({ memo }) => memo.length > 1);
  await field('services.door.keywords').fill(`${wanted.number.toLowerCase()}　${wanted.memo.slice(0, 2)}`);
  await button('services.door.look').click();
  await main.getByRole('row').nth(1).waitFor();
  await page.waitForURL(/\?q=/);
  await go(wanted.number).waitFor();
  assert.equal(await main.getByRole('row').count(), 2, 'the only one is shown, and not skipped');
  await page.reload();
  await go(wanted.number).click();
  await main.getByText(say('services.settings.customerNumber')).first().waitFor();
  await main.getByText(wanted.customerNumber).first().waitFor();
  await main.getByText(say('services.settings.notYetTitle')).waitFor();

  await link('services.settings.back').click();
  await field('services.door.keywords').fill('そのような契約はありません');
  await button('services.door.look').click();
  await main.getByText(say('services.door.notFoundTitle')).waitFor();
  await link('services.door.clear').first().click();
  await main.getByRole('row').nth(2).waitFor();
  await tab.close();
});

test('with exactly one contract the list is skipped, and "back" leads to the menu', async () => {
  const { tab, page, main, service, api, say, heading } = await comeIn(RIN);
  const { items } = await api('/contracts?permission=edit');
  assert.equal(items.length, 1);
  await service('クラウドPBX').getByRole('link', { name: say('app.pages.settingsSite') }).click();
  await main.getByText(items[0].customerNumber).first().waitFor();
  assert.equal(new URL(page.url()).pathname, `/contracts/${items[0].number}/settings`);
  await page.goBack();
  await heading('app.pages.start').waitFor();
  assert.equal(new URL(page.url()).pathname, '/');

  const [foreign] = (await api('/contracts?pageSize=100')).items.filter(({ number }) => number !== items[0].number);
  assert.equal(foreign, undefined);
  tab.watched.allow(404);
  await page.goto('/contracts/N999999999/settings');
  await main.getByText(say('services.settings.noneTitle')).waitFor();
  await tab.close();
});

test('pins are set, moved and taken away by keyboard, survive, and can be brought back', async () => {
  const { tab, page, main, say, button } = await comeIn(HANAKO);
  const pins = main.getByRole('region', { name: say('services.pins.title') }).getByRole('listitem');
  const names = () => pins.locator('.things__link').allTextContents();
  const star = (name) => main.locator('.services').getByRole('button', { name: say('services.pins.star', { name }) });
  for (const name of ['クラウドPBX', 'IP電話']) {
    await star(name).focus();
    await page.keyboard.press('Enter');
  }
  assert.equal(await star('IP電話').getAttribute('aria-pressed'), 'true');
  await pins.nth(1).waitFor();
  assert.deepEqual(await names(), ['クラウドPBX', 'IP電話']);

  const saved = page.waitForResponse((response) => response.request().method() === 'PUT' && response.url().endsWith('/me/pins'));
  await pins.nth(1).getByRole('button', { name: say('services.pins.up', { name: 'IP電話' }) }).focus();
  await page.keyboard.press('Enter');
  assert.equal((await saved).status(), 200);
  assert.deepEqual(await names(), ['IP電話', 'クラウドPBX']);
  const label = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  assert.equal(label, say('services.pins.up', { name: 'IP電話' }), 'the keyboard follows the pin');
  await page.reload();
  await pins.nth(1).waitFor();
  assert.deepEqual(await names(), ['IP電話', 'クラウドPBX']);

  // The same by the pointer.
  const carried = page.waitForResponse((response) => response.request().method() === 'PUT' && response.url().endsWith('/me/pins'));
  await pins.nth(1).locator('.things__words').dragTo(pins.first());
  assert.equal((await carried).status(), 200);
  assert.deepEqual(await names(), ['クラウドPBX', 'IP電話']);
  await main.getByText(say('services.pins.moved', { place: 1 })).waitFor({ state: 'attached' });
  await pins.nth(1).getByRole('button', { name: say('services.pins.up', { name: 'IP電話' }) }).click();
  await pins.first().getByRole('link', { name: 'IP電話' }).waitFor();

  await pins.first().getByRole('button', { name: say('services.pins.remove', { name: 'IP電話' }) }).click();
  await pins.nth(1).waitFor({ state: 'detached' });
  await button('services.pins.undo').click();
  await pins.nth(1).waitFor();
  assert.deepEqual(await names(), ['IP電話', 'クラウドPBX']);
  await tab.close();
});

test('what one did last stands on the start page, the latest first', async () => {
  const { tab, page, main, goTo, say } = await comeIn(HANAKO);
  const noted = () => page.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/me/recent'));
  for (const key of ['portCalendar', 'accounts']) {
    const answer = noted();
    await goTo(`app.pages.${key}`);
    assert.equal((await answer).status(), 204);
  }
  await goTo('app.pages.start');
  const recent = main.getByRole('region', { name: say('services.recent.title') }).locator('.things__link');
  await recent.nth(1).waitFor();
  const names = (await recent.allTextContents()).slice(0, 2);
  assert.deepEqual(names, [say('app.pages.accounts'), say('app.pages.portCalendar')]);
  await tab.close();
});

test('the quick search finds services, contracts, pages and actions by keyboard alone', async () => {
  const { tab, page, api, say, heading } = await comeIn(HANAKO);
  const dialog = page.getByRole('dialog', { name: say('app.quickSearch') });
  const field = dialog.getByRole('combobox');
  const options = dialog.getByRole('option');
  await page.keyboard.press('Control+k');
  await field.waitFor();
  await page.waitForFunction(() => document.activeElement.getAttribute('role') === 'combobox');

  const [{ number }] = (await api('/contracts?pageSize=1')).items;
  await page.keyboard.type(number.toLowerCase());
  await options.filter({ hasText: number }).waitFor();
  assert.equal(await options.first().getAttribute('aria-selected'), 'true');
  assert.equal(await field.getAttribute('aria-activedescendant'), await options.first().getAttribute('id'));
  await dialog.getByRole('status').filter({ hasText: '1' }).waitFor();

  await field.fill('ｱｶｳﾝﾄ');
  await options.nth(1).waitFor();
  await page.keyboard.press('ArrowDown');
  assert.equal(await options.nth(1).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('ArrowUp');
  // As long as letters are composed, Enter belongs to them.
  await field.evaluate((input) => {
    const event = (isComposing) => new KeyboardEvent('keydown', { key: 'Enter', isComposing, bubbles: true, cancelable: true });
    window.passed = input.dispatchEvent(event(true));
  });
  assert.ok(await page.evaluate(() => window.passed) && (await dialog.isVisible()));
  await page.keyboard.press('Enter');
  await heading('app.pages.accounts').waitFor();
  assert.equal(await focused(page), say('app.pages.accounts'));

  await page.keyboard.press('Control+k');
  await field.waitFor();
  await field.fill('そのようなものはありません');
  await dialog.getByText(say('services.quick.none')).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await focused(page), say('app.pages.accounts'), 'the keyboard is where it was');
  await tab.close();
});
