// The list of contracts: what an admin of the automatic group, a viewer and an admin without
// groups see of it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { list } from '../harness/list.mjs';
import { HANAKO, TARO } from '../harness/people.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';

const MAHO = { name: '岸 真帆', email: 'maho@minato-shoji.example', memberNumber: 'M97-00339' };

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

test('contracts are narrowed by words, service and status, and the address keeps it', async () => {
  const { tab, own, listed, range, query } = await atTheList(HANAKO);
  const { page } = tab;
  const all = await listed(() => page.reload());
  assert.equal(all.items[0].status, 'abnormal', 'what needs a look comes first');
  await range(all.total, 1, Math.min(10, all.total)).waitFor();

  const plot = page.getByRole('navigation', { name: own.say('contracts.plot.label') });
  const part = (key) => plot.getByRole('link', { name: new RegExp(own.say(key)) });
  const abnormal = await listed(() => part('contracts.status.abnormal').click());
  assert.deepEqual(query(), { status: 'abnormal' });
  assert.ok(abnormal.total > 0 && abnormal.items.every((item) => item.status === 'abnormal'));
  assert.equal(await part('contracts.status.abnormal').getAttribute('aria-current'), 'true');
  assert.ok((await part('contracts.plot.all').textContent()).includes(String(all.total)), 'one sees what another choice would find');
  await listed(() => part('contracts.plot.all').click());

  const service = own.field('contracts.filter.service');
  const pbx = await listed(() => service.selectOption('cloud-pbx'));
  assert.ok(pbx.total < all.total && pbx.items.every((item) => item.service.code === 'cloud-pbx'));
  const words = own.field('contracts.filter.q');
  const { number } = pbx.items[0];
  const typed = `ｎ${number.slice(1, 4)}-${number.slice(4)}`;
  await words.fill(typed);
  const found = await listed(() => own.button('contracts.filter.search').click());
  assert.deepEqual(found.items.map((item) => item.number), [number]);
  await listed(() => page.reload());
  assert.deepEqual([await words.inputValue(), await service.inputValue()], [typed, 'cloud-pbx']);
  await listed(() => page.goBack());
  assert.deepEqual([query(), await words.inputValue()], [{ service: 'cloud-pbx' }, '']);

  await listed(() => own.link('contracts.filter.clear').click());
  const heads = page.getByRole('columnheader');
  const head = heads.getByRole('button', { name: own.say('contracts.columns.number') });
  const up = await listed(() => head.click());
  const down = await listed(() => head.press('Enter'));
  assert.deepEqual(query(), { sort: '-number' });
  assert.ok(up.items[0].number < down.items[0].number);
  await words.fill('この世にない言葉');
  await own.button('contracts.filter.search').click();
  await page.getByText(own.say('contracts.list.notFoundTitle')).waitFor();
  await tab.close();
});

test('the file of contracts holds all of them', async () => {
  const { tab, own, listed } = await atTheList(HANAKO);
  const { page } = tab;
  const { total } = await listed(() => page.reload());
  const [file] = await Promise.all([page.waitForEvent('download'), own.link('contracts.list.csv').click()]);
  const text = (await readFile(await file.path())).toString('utf8');
  assert.ok(text.startsWith('\uFEFFご契約番号,') && text.endsWith('\r\n'));
  assert.ok(text.split('\r\n').length - 2 >= total);
  await tab.close();
});

test('a viewer sees what his group shows, an admin without groups why there is nothing', async () => {
  const viewer = await atTheList(TARO);
  const seen = await viewer.listed(() => viewer.tab.page.reload());
  assert.ok(seen.total > 0 && seen.items.every((item) => item.permission === 'view'));
  await viewer.tab.close();

  const tab = await openPage(browser, { origin: server.origin, language: 'ja' });
  const own = steps(tab, server);
  await own.signIn(MAHO);
  await own.goTo('app.pages.contracts');
  await tab.page.getByText(own.say('contracts.list.noRightsTitle')).waitFor();
  await tab.page.getByText(HANAKO.email).waitFor();
  assert.equal(await tab.page.getByRole('search').count(), 0);
  await tab.close();
});

async function atTheList(person) {
  const tab = await openPage(browser, { origin: server.origin, language: 'ja' });
  const own = steps(tab, server);
  await own.signIn(person);
  await own.goTo('app.pages.contracts');
  // What is under way when a page is left has no answer to read.
  await tab.page.getByRole('main').getByRole('row').nth(1).waitFor();
  return { tab, own, ...list(tab.page, '/contracts', own.say) };
}
