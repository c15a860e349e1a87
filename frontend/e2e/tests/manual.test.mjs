// The manual of port plus from its first page to its last, as a person who follows it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { accounts } from '../harness/accounts.mjs';
import { launch, openPage } from '../harness/browser.mjs';
import { firstLogin } from '../harness/first-login.mjs';
import { date, daysAfter } from '../harness/days.mjs';
import { HANAKO, NOTIFIED } from '../harness/people.mjs';
import { portPlus } from '../harness/port-plus.mjs';
import { startServer } from '../harness/server.mjs';
import { LANGUAGES } from '../harness/words.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const OWN_PASSWORD = 'lanterns over the bay 7';
const NEW = {
  name: '浜辺 渚',
  email: 'nagisa@minato-shoji.example',
  memberNumber: HANAKO.memberNumber,
  department: '総務部',
  phone: '03-1234-9876',
};

for (const language of LANGUAGES) {
  for (const width of [375, 1280]) {
    test(`the manual is played from beginning to end (${language}, ${width} px)`, async () => {
      const server = await startServer();
      const view = { origin: server.origin, language, width };
      const admin = await openPage(browser, view);
      const user = await openPage(browser, view);
      try {
        await portPlus(admin, server).signInAtPortPlus(HANAKO);
        await applyChangeCancel(admin, server);
        await manageAccounts(admin, user, server);
        assert.deepEqual(server.mails.rest(), [], 'nobody gets a mail too many');
        await admin.close();
        await user.close();
      } finally {
        await server.stop();
      }
    });
  }
}

async function applyChangeCancel(tab, server) {
  const { language } = tab;
  const own = portPlus(tab, server);
  const { page, say } = { ...tab, ...own };

  await own.openList();
  await own.link('app.pages.newPortApplication').click();
  await own.heading('app.pages.newPortApplication').waitFor();
  const first = daysAfter(await own.earliest(), 21);
  const number = await own.apply({ day: first, count: 1 });
  assert.match(number, /-0$/);
  await everybodyHears(server, number, first, language);

  await own.openList();
  const row = own.row(number);
  for (const text of [date(first, language), HANAKO.name]) await row.getByText(text, { exact: true }).waitFor();
  await own.state(number, 'accepted').waitFor();

  await row.getByRole('link', { name: number }).click();
  await own.title(number).waitFor();
  const second = daysAfter(first, 1);
  await own.change({ day: second, count: 2 });
  const next = number.replace(/-0$/, '-1');
  await own.changed(next);
  await everybodyHears(server, next, second, language);
  assert.deepEqual(await own.history(), [
    `${say('port_plus.history.submitted')} ${number}`,
    `${say('port_plus.history.changed')} ${next}`,
  ]);

  await own.openList();
  await own.cancel(next, second);
  await own.state(next, 'cancelled').waitFor();
  assert.equal(await own.row(next).getByRole('button').count(), 0, 'what is cancelled cannot be cancelled');
  await everybodyHears(server, next, second, language);
  await own.row(next).getByRole('link', { name: next }).click();
  await own.title(next).waitFor();
  assert.equal((await own.history()).at(-1), `${say('port_plus.history.cancelled')} ${next}`);
  await page.getByRole('main').getByText(say('port_plus.obstacle.cancelled')).waitFor();
}

// The applicant in the language of the account, the others in that of the member.
async function everybodyHears(server, number, day, language) {
  const mail = await server.mails.take(HANAKO.email, new RegExp(number));
  assert.ok(mail.subject.includes(number), mail.subject);
  assert.ok(mail.body.includes(date(day, language)), mail.body);
  for (const address of NOTIFIED) {
    const copy = await server.mails.take(address, new RegExp(number));
    assert.ok(copy.body.includes(date(day, 'ja')), copy.body);
  }
}

async function manageAccounts(adminTab, userTab, server) {
  const admin = accounts(adminTab, server);
  await admin.openList();
  await admin.begin(NEW);
  await admin.add(NEW);
  const user = firstLogin(userTab, server);
  await user.goThrough(await server.mails.link(NEW.email), NEW, OWN_PASSWORD);
  await user.signOut();
  await server.mails.take(NEW.email, /パスワード|password/i);

  await userMayNot(userTab, server);

  await admin.openList();
  await admin.open(NEW);
  await admin.changeDepartment('営業部');
  await admin.remove(NEW);
  assert.equal(await admin.row(NEW.name).count(), 0);
  await isShutOut(userTab, server);
}

async function userMayNot(tab, server) {
  const { page } = tab;
  const own = portPlus(tab, server);
  const { say, goTo, openList } = own;
  await own.signInAtPortPlus(NEW, OWN_PASSWORD);

  await openList();
  await page.goto('/port-plus?state=accepted');
  const others = page.getByRole('row').filter({ hasText: HANAKO.name }).first();
  await others.waitFor();
  assert.equal(await others.getByRole('button').count(), 0, 'nothing of others can be cancelled');
  await others.getByRole('link').click();
  await page.getByRole('main').getByText(say('port_plus.obstacle.somebodyElses')).waitFor();
  for (const act of ['port_plus.change.open', 'port_plus.cancel.title']) {
    assert.equal(await own.button(act).getAttribute('aria-disabled'), 'true', act);
  }
  await page.goto(`${new URL(page.url()).pathname}?step=change`);
  await page.getByRole('main').getByText(say('port_plus.obstacle.somebodyElses')).waitFor();

  for (const path of ['/accounts', '/accounts/new', '/accounts/0198c000-0000-7000-8000-000000000001']) {
    await page.goto(path);
    await page.getByText(say('accounts.gate.adminsTitle')).waitFor();
    await page.getByRole('main').getByText(HANAKO.name).waitFor();
    await page.getByRole('link', { name: HANAKO.email }).waitFor();
  }
  await goTo('app.pages.profile');
  await own.button('app.edit').click();
  await own.field('account.fields.department').fill('広報部');
  await own.button('app.save').click();
  await page.getByRole('status').getByText(say('account.profile.saved')).waitFor();
  assert.equal(await own.field('accounts.fields.role').count(), 0, 'nobody gives himself rights');
}

// The session ended with the account, and there is no way back in.
async function isShutOut(tab, server) {
  const { page, watched } = tab;
  const { say, account, goTo, enterAtPortPlus } = portPlus(tab, server);
  watched.allow(401);
  await goTo('app.pages.portPlus');
  await page.getByRole('dialog').getByText(say('auth.lapsed.title')).waitFor();
  await page.goto('/port-plus');
  await page.waitForURL(/\/login/);
  await enterAtPortPlus(NEW, OWN_PASSWORD);
  await page.getByText(say('app.summary.problem')).waitFor();
  assert.equal(await account.count(), 0);
}
