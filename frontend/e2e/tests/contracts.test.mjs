// The list of contracts: what an admin of the automatic group, a viewer and an admin without
// groups see of it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { list } from '../harness/list.mjs';
import { HANAKO, MAHO, TARO } from '../harness/people.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';

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
  await tab.page.getByText(own.say('services.noRights.title')).waitFor();
  assert.equal(await tab.page.getByRole('search').count(), 0);
  await own.link('services.admins.groups').click();
  await own.heading('app.pages.groups').waitFor();
  await tab.close();
});

test('a filter is saved, found again in another browser, renamed, deleted and brought back', async () => {
  const { tab, own, listed, query } = await atTheList(HANAKO);
  const { page } = tab;
  const saved = (key, values) => own.say(`contracts.saved.${key}`, values);
  const section = (of) => of.getByRole('region', { name: saved('title') });
  const names = (of) => section(of).getByRole('link').allTextContents();
  const toast = (key) => page.getByRole('status').getByText(saved(key), { exact: true }).waitFor();
  const dialog = page.getByRole('dialog');
  const onHeading = () => page.waitForFunction(() => document.activeElement.id === 'saved-filters');
  assert.equal(await section(page).count(), 0, 'nothing to save, and nothing saved');

  await listed(() => page.goto('/contracts?service=cloud-pbx&status=normal&sort=-number&page=2'));
  await own.button('contracts.saved.save').focus();
  await page.keyboard.press('Enter');
  const name = own.field('contracts.saved.name');
  await name.waitFor();
  tab.watched.allow(422);
  await own.button('app.save').click();
  await dialog.getByText(own.say('app.summary.title')).waitFor();
  await name.fill('正常な PBX');
  await name.press('Enter');
  await toast('added');
  await dialog.waitFor({ state: 'hidden' });
  await onHeading();
  const link = section(page).getByRole('link', { name: '正常な PBX', exact: true });
  assert.equal(await link.getAttribute('aria-current'), 'true');
  assert.equal(await own.button('contracts.saved.save').count(), 0, 'it is saved already');

  await listed(() => page.goto('/contracts?q=%E6%9D%B1%E4%BA%AC'));
  await own.button('contracts.saved.save').click();
  await name.fill('正常な PBX');
  await own.button('app.save').click();
  await dialog.getByText('同じ名前の検索条件が保存されています').first().waitFor();
  await name.fill('東京');
  await own.button('app.save').click();
  await dialog.waitFor({ state: 'hidden' });
  await section(page).getByRole('link', { name: '東京', exact: true }).waitFor();
  await listed(() => link.click());
  assert.deepEqual(query(), { service: 'cloud-pbx', status: 'normal', sort: '-number' });
  assert.equal(await own.field('contracts.filter.service').inputValue(), 'cloud-pbx');

  const elsewhere = await atTheList(HANAKO);
  await section(elsewhere.tab.page).getByRole('link').nth(1).waitFor();
  assert.deepEqual(await names(elsewhere.tab.page), ['東京', '正常な PBX']);
  await elsewhere.tab.close();
  const other = await atTheList(TARO);
  assert.equal(await section(other.tab.page).count(), 0, "nobody else's");
  await other.tab.close();

  await own.button('contracts.saved.edit').click();
  const act = (key, of) => page.getByRole('button', { name: saved(key, { name: of }), exact: true });
  await act('rename', '東京').press('Enter');
  assert.equal(await name.inputValue(), '東京');
  await name.fill('東京の回線');
  await name.press('Enter');
  await toast('renamed');
  await act('delete', '東京の回線').press('Enter');
  await onHeading();
  await toast('deleted');
  assert.deepEqual(await names(page), ['正常な PBX']);
  await own.button('contracts.saved.undo').click();
  await toast('back');
  await section(page).getByRole('link', { name: '東京の回線' }).waitFor();
  for (const gone of ['東京の回線', '正常な PBX']) await act('delete', gone).click();
  await section(page).getByText(saved('none')).waitFor();
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
