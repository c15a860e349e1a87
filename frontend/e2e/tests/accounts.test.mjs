// The list of accounts, and what an admin does beside adding and deleting.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { accounts } from '../harness/accounts.mjs';
import { launch, openPage } from '../harness/browser.mjs';
import { list } from '../harness/list.mjs';
import { AKARI, HANAKO, TARO } from '../harness/people.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

test('accounts are searched, and the address keeps what was looked for', async () => {
  const { tab, own, listed, range, query } = await atTheList(AKARI);
  const { page } = tab;
  const all = await listed(() => page.reload());
  assert.ok(all.total > 50);
  await range(all.total, 1, 10).waitFor();

  const role = own.field('accounts.fields.role');
  const admins = await listed(() => role.selectOption('admin'));
  assert.deepEqual(query(), { role: 'admin' });
  assert.ok(admins.total < all.total && admins.items.every((item) => item.role === 'admin'));

  const words = own.field('accounts.list.search');
  await words.fill('ＡＫＡＲＩ　灯');
  const found = await listed(() => own.button('accounts.list.look').click());
  assert.deepEqual(found.items.map(({ email }) => email), [AKARI.email]);
  await listed(() => page.reload());
  assert.equal(await words.inputValue(), 'ＡＫＡＲＩ　灯');
  assert.equal(await role.inputValue(), 'admin');
  await listed(() => page.goBack());
  assert.deepEqual([query(), await words.inputValue()], [{ role: 'admin' }, '']);

  await listed(() => own.link('accounts.list.clear').click());
  await listed(() => own.link('app.pagination.next').click());
  await range(all.total, 11, 20).waitFor();
  const sorted = await listed(() => page.getByRole('columnheader').getByRole('button', { name: own.say('accounts.list.email') }).click());
  assert.deepEqual(query(), { sort: 'email' }, 'another order begins at the first page');
  const emails = sorted.items.map(({ email }) => email);
  assert.deepEqual(emails, emails.toSorted());
  await tab.close();
});

test('the file of accounts holds all of them', async () => {
  const { tab, own } = await atTheList(AKARI);
  const { page } = tab;
  const { total } = await page.evaluate(async () => (await fetch('/api/v1/accounts')).json());
  const [file] = await Promise.all([page.waitForEvent('download'), own.link('accounts.list.csv').click()]);
  const text = (await readFile(await file.path())).toString('utf8');
  assert.ok(text.startsWith('\uFEFF') && text.endsWith('\r\n'));
  assert.equal(text.split('\r\n').length - 2, total);
  assert.ok(text.includes(AKARI.email) && text.includes('052-123-4567'), 'telephone numbers stay readable');
  await tab.close();
});

test('whoever is suspended is out at once, and back in when the account is resumed', async () => {
  const { tab, own } = await atTheList(HANAKO);
  const { page } = tab;
  const other = await openPage(browser, { origin: server.origin, language: 'en' });
  const theirs = steps(other, server);
  await theirs.signIn(TARO);

  await own.open(TARO);
  await own.button('accounts.deeds.suspendAct').click();
  await own.dialog.getByText(own.say('accounts.deeds.suspendConsequence')).waitFor();
  await own.dialog.getByRole('button', { name: own.say('accounts.deeds.suspendAct') }).click();
  await page.getByText(own.say('accounts.standing.suspended')).waitFor();

  other.watched.allow(401);
  await theirs.goTo('app.pages.company');
  await other.page.getByRole('dialog').getByText(theirs.say('auth.lapsed.title')).waitFor();
  await other.context.clearCookies();
  await own.button('accounts.deeds.resumeAct').click();
  await page.getByText(own.say('accounts.standing.suspended')).waitFor({ state: 'detached' });
  await theirs.signIn(TARO);
  await Promise.all([tab.close(), other.close()]);
});

test('nobody shuts himself out, and the page says why', async () => {
  const { tab, own } = await atTheList(HANAKO);
  await own.open(HANAKO);
  for (const act of ['accounts.deeds.suspendAct', 'accounts.deeds.deleteAct']) {
    const button = own.button(act);
    assert.equal(await button.getAttribute('aria-disabled'), 'true', act);
    await button.click({ force: true });
    assert.ok(!(await own.dialog.isVisible()), act);
  }
  await tab.page.getByText(own.say('accounts.deeds.own')).first().waitFor();
  await own.button('app.edit').click();
  await tab.page.getByText(own.say('accounts.edit.ownFixed')).first().waitFor();
  assert.equal(await tab.page.getByRole('radio').count(), 0, 'no other role for oneself');
  await tab.close();
});

test('an address that has an account already is refused at its field', async () => {
  const { tab, own } = await atTheList(HANAKO);
  tab.watched.allow(422);
  await own.begin({ name: '海野 太郎', email: TARO.email, department: '営業部' });
  await own.button('accounts.new.toReview').click();
  await own.button('accounts.new.add').click();
  await tab.page.getByRole('alert').getByRole('link', { name: own.say('accounts.fields.email') }).click();
  assert.equal(await own.field('accounts.fields.email').inputValue(), TARO.email, 'what was typed stays');
  await tab.close();
});

async function atTheList(person) {
  const tab = await openPage(browser, { origin: server.origin, language: 'ja' });
  const own = accounts(tab, server);
  await own.signIn(person);
  await own.openList();
  return { tab, own, ...list(tab.page, '/accounts', own.say) };
}
