// Groups: an admin without rights gives some, sees before saving what they mean, and takes
// them away again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { keyboard } from '../harness/keyboard.mjs';
import { HANAKO, TARO } from '../harness/people.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';

const MAHO = { name: '岸 真帆', email: 'maho@minato-shoji.example', memberNumber: 'M97-00339' };

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

async function signedIn(person) {
  const tab = await openPage(browser, { origin: server.origin, language: 'ja' });
  const own = steps(tab, server);
  await own.signIn(person);
  return { tab, page: tab.page, own };
}

// What somebody sees of a service at this moment.
const seen = (page, service) =>
  page.evaluate(async (code) => (await fetch(`/api/v1/contracts?service=${code}`)).json(), service);

const mayEdit = async (page, service) => {
  const { items } = await seen(page, service);
  return items.map(({ permission }) => permission === 'edit');
};

async function make(own, page, name) {
  await own.goTo('app.pages.groups');
  await own.link('app.pages.newGroup').click();
  await own.field('groups.fields.name').fill(name);
  await own.button('groups.new.act').click();
  await page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
}

async function save(own, page) {
  await own.button('groups.page.save').click();
  await page.getByRole('status').getByText(own.say('groups.page.saved')).first().waitFor();
  // What was saved before is still told for a while.
  await page.getByText(own.say('groups.page.unchanged')).waitFor();
}

test('an admin without groups gives a right on a service, and takes it away', async () => {
  const [maho, taro] = [await signedIn(MAHO), await signedIn(TARO)];
  const { page, own } = maho;
  assert.equal((await seen(page, 'cloud-pbx')).total, 0, 'being admin shows no contract');
  assert.ok((await mayEdit(taro.page, 'cloud-pbx')).every((edit) => !edit));

  await make(own, page, '音声の設定');
  await page.getByText(own.say('groups.preview.nobody')).waitFor();
  await page.getByLabel('クラウドPBX').selectOption('edit');
  await own.field('groups.people.search').fill('ＵＭＩＮＯ');
  await page.getByRole('search').filter({ has: own.field('groups.people.search') }).getByRole('button').click();
  await page.getByRole('checkbox', { name: TARO.email }).check();

  // Before it is saved: what he sees by his other group too.
  const told = page.getByText(own.like('groups.preview.some'));
  await told.waitFor();
  await page.getByText(own.say('groups.preview.counts', { visible: 15, editable: 15 })).waitFor();
  assert.ok((await mayEdit(taro.page, 'cloud-pbx')).every((edit) => !edit), 'a preview changes nothing');
  await save(own, page);
  const given = await mayEdit(taro.page, 'cloud-pbx');
  assert.ok(given.length > 0 && given.every((edit) => edit), 'at the next request');

  // The page of the account tells where it comes from.
  await own.goTo('app.pages.accounts');
  await page.getByRole('link', { name: TARO.name, exact: true }).click();
  const rights = page.getByRole('region', { name: own.say('groups.rights.title') });
  await rights.getByRole('link', { name: '音声の設定' }).first().click();

  await page.getByRole('button', { name: own.say('groups.people.remove', { name: TARO.name }) }).click();
  await save(own, page);
  assert.ok((await mayEdit(taro.page, 'cloud-pbx')).every((edit) => !edit), 'gone at the next request');
  await Promise.all([maho.tab.close(), taro.tab.close()]);
});

test('a group is made, filled with a single contract and deleted by keyboard', async () => {
  const { tab, page, own } = await signedIn(HANAKO);
  const keys = keyboard(page);
  await own.goTo('app.pages.groups');
  await keys.press(own.link('app.pages.newGroup'));
  await own.heading('app.pages.newGroup').waitFor();
  await keys.type(own.field('groups.fields.name'), '受付');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '受付', level: 1, exact: true }).waitFor();

  await keys.type(own.field('groups.contracts.search'), 'n339-001-001');
  await page.keyboard.press('Enter');
  await page.getByText(own.say('groups.contracts.found', { total: 1, shown: 1 })).waitFor();
  await keys.press(page.getByRole('button', { name: 'N339001001' }));
  await page.getByText(own.say('groups.contracts.count', { count: 1 })).waitFor();
  await page.getByText(own.say('groups.page.unsaved')).waitFor();
  await keys.press(own.button('groups.page.save'));
  await page.getByRole('status').getByText(own.say('groups.page.saved')).first().waitFor();
  // What was saved before is still told for a while.
  await page.getByText(own.say('groups.page.unchanged')).waitFor();

  await keys.press(own.button('groups.delete.act'));
  const dialog = page.getByRole('dialog');
  await dialog.getByText('受付').waitFor();
  await dialog.getByText(own.say('groups.delete.nobody')).waitFor();
  await keys.press(dialog.getByRole('button', { name: own.say('groups.delete.act') }));
  await page.getByRole('status').getByText(own.say('groups.delete.deleted')).waitFor();
  await own.heading('app.pages.groups').waitFor();
  assert.equal(await page.getByRole('link', { name: '受付', exact: true }).count(), 0);
  await tab.close();
});

test('the automatic group takes people and nothing else', async () => {
  const { tab, page, own } = await signedIn(HANAKO);
  await own.goTo('app.pages.groups');
  await page.getByRole('link', { name: own.say('groups.automatic.name'), exact: true }).click();
  await page.getByText(own.say('groups.automatic.lead')).waitFor();
  assert.equal(await own.button('groups.delete.act').count(), 0);
  await page.getByText(own.like('groups.preview.everything')).waitFor();
  await tab.close();
});
