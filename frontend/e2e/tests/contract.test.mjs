// One contract: its memo is changed in its place by whoever may, seen by whoever may see it, and
// nothing is lost where two write at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { list } from '../harness/list.mjs';
import { HANAKO, TARO } from '../harness/people.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';


let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

test('an editor changes the memo by keyboard alone, and gives up with Escape', async () => {
  const { tab, own, number } = await atAContract(HANAKO);
  const { page } = tab;
  const field = own.field('contract.memo.label');
  const edit = own.button('contract.memo.edit');
  await edit.focus();
  await page.keyboard.press('Enter');
  await field.waitFor();
  assert.ok(await field.evaluate((input) => input === document.activeElement), 'one can type at once');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('受付の代表');
  await page.keyboard.press('Enter');
  await page.getByText(own.say('contract.memo.saved')).waitFor();
  await page.getByText('受付の代表', { exact: true }).waitFor();

  await edit.press('Enter');
  await field.fill('捨てる内容');
  await field.press('Escape');
  await edit.waitFor();
  await page.getByText('受付の代表', { exact: true }).waitFor();

  await page.goto(`/contracts?q=${encodeURIComponent('受付の代表')}`);
  await page.getByRole('link', { name: number }).waitFor();
  await tab.close();
});

test('a viewer sees the contract and changes nothing', async () => {
  const { tab, own } = await atAContract(TARO);
  tab.watched.allow(404);
  await tab.page.getByText(own.say('contract.memo.viewOnly')).waitFor();
  assert.equal(await own.button('contract.memo.edit').count(), 0);
  assert.equal(await own.button('contract.contacts.edit').count(), 0);
  await tab.page.goto('/contracts/N999999999');
  await tab.page.getByText(own.say('contract.missingTitle')).waitFor();
  await tab.close();
});

test('the second of two writers sees both memos and chooses', async () => {
  const { tab, own, number } = await atAContract(HANAKO);
  const second = await tab.another();
  const slower = steps(second, server);
  second.watched.allow(412);
  await second.page.goto(`/contracts/${number}`);
  await slower.button('contract.memo.edit').click();
  await slower.field('contract.memo.label').fill('遅い方のメモ');

  await own.button('contract.memo.edit').click();
  await own.field('contract.memo.label').fill('早い方のメモ');
  await own.button('app.save').click();
  await tab.page.getByText(own.say('contract.memo.saved')).waitFor();

  await slower.button('app.save').click();
  const told = second.page.getByText(slower.say('contract.memo.conflictTitle')).first();
  await told.waitFor();
  await second.page.getByText('早い方のメモ', { exact: true }).waitFor();
  assert.equal(await slower.field('contract.memo.label').inputValue(), '遅い方のメモ');
  await slower.button('contract.memo.keepMine').click();
  await second.page.getByText(slower.say('contract.memo.saved')).waitFor();
  await tab.page.reload();
  await tab.page.getByText('遅い方のメモ', { exact: true }).waitFor();
  await tab.close();
});

test('contacts are changed, and a file of memos is told what is wrong in it', async () => {
  const { tab, own, number } = await atAContract(HANAKO);
  const { page } = tab;
  await own.button('contract.contacts.edit').click();
  await own.field('contract.contacts.name').first().fill('港 三郎');
  await own.field('contract.contacts.email').first().fill('saburo@minato-shoji.example');
  await own.button('app.save').click();
  await page.getByText(own.say('contract.contacts.saved')).waitFor();
  await page.getByRole('link', { name: 'saburo@minato-shoji.example' }).waitFor();

  tab.watched.allow(422);
  await page.goto('/contracts/memos');
  const send = async (rows) => {
    const text = `ご契約番号,ごメモ\r\n${rows.join('\r\n')}\r\n`;
    await page.locator('#memo-file').setInputFiles({ name: 'memos.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await own.button('contract.upload.send').click();
  };
  await send([`${number},まとめて`, 'N999999999,ない']);
  await page.getByText(own.say('contract.upload.numberAt', { line: 3 })).first().waitFor();
  await send([`${number},まとめて`]);
  await page.getByText(own.say('contract.upload.done')).waitFor();
  await page.goto(`/contracts/${number}`);
  await page.getByText('まとめて', { exact: true }).waitFor();
  await tab.close();
});

test('a contract is pinned on its page, stands on the start page, and is taken from it again', async () => {
  const { tab, own, number } = await atAContract(HANAKO);
  const { page } = tab;
  const star = page.getByRole('main').getByRole('button', { name: own.say('services.pins.star', { name: number }) });
  await star.waitFor();
  assert.equal(await star.getAttribute('aria-pressed'), 'false');
  const saved = () => page.waitForResponse((response) => response.request().method() === 'PUT' && response.url().endsWith('/me/pins'));
  const pinned = saved();
  await star.press('Enter');
  assert.equal((await pinned).status(), 200);
  await page.getByText(own.say('services.pins.added')).waitFor();

  await own.goTo('app.pages.start');
  const pins = page.getByRole('region', { name: own.say('services.pins.title') });
  await pins.getByRole('link', { name: number }).click();
  await star.waitFor();
  assert.equal(await star.getAttribute('aria-pressed'), 'true');
  const taken = saved();
  await star.click();
  assert.equal((await taken).status(), 200);
  assert.equal(await star.getAttribute('aria-pressed'), 'false');
  await tab.close();
});

// Signs in and opens the first contract of the list.
async function atAContract(person) {
  const tab = await openPage(browser, { origin: server.origin, language: 'ja' });
  const own = steps(tab, server);
  await own.signIn(person);
  const { listed } = list(tab.page, '/contracts', own.say);
  const { items } = await listed(() => own.goTo('app.pages.contracts'));
  const { number } = items[0];
  await tab.page.getByRole('link', { name: number }).click();
  const name = own.say('contract.heading', { number });
  await tab.page.getByRole('heading', { name, level: 1 }).waitFor();
  return { tab, own, number };
}
