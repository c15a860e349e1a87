// The manual of port plus without ever touching a mouse: keys only, also in the calendar.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { accounts } from '../harness/accounts.mjs';
import { launch, openPage } from '../harness/browser.mjs';
import { date, daysAfter, monthAfter } from '../harness/days.mjs';
import { isFocused, keyboard } from '../harness/keyboard.mjs';
import { HANAKO, PASSWORD } from '../harness/people.mjs';
import { portPlus } from '../harness/port-plus.mjs';
import { startServer } from '../harness/server.mjs';

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

const OWN_PASSWORD = 'lanterns over the bay 7';
const NEW = { name: '浜辺 渚', email: 'nagisa@minato-shoji.example', memberNumber: HANAKO.memberNumber, department: '総務部' };

test('ports are applied for, changed and cancelled by keyboard alone', async () => {
  const tab = await openPage(browser, { origin: server.origin });
  const { page } = tab;
  const own = portPlus(tab, server);
  const { say, button, field, link, row, title } = own;
  const { press, type, key } = keyboard(page);
  await signIn(tab, HANAKO, PASSWORD);
  await follow(tab, 'app.pages.portPlus');

  await press(link('app.pages.newPortApplication'));
  await own.heading('app.pages.newPortApplication').waitFor();
  const earliest = await own.earliest();
  const day = await chooseInCalendar(earliest);
  await type(field('port_plus.fields.addedPorts'), '1');
  await press(field('port_plus.fields.remind'), 'Space');
  assert.ok(await field('port_plus.fields.remind').isChecked());
  await press(button('port_plus.new.toReview'));
  await atHeading('port_plus.new.reviewTitle');
  await press(button('port_plus.new.send'));
  const number = await own.accepted();
  await server.mails.take(HANAKO.email, new RegExp(number));

  await press(link('port_plus.toList'));
  await press(row(number).getByRole('link'));
  await title(number).waitFor();
  await press(button('port_plus.change.open'));
  await atHeading('port_plus.change.title');
  await type(field('port_plus.fields.effectiveDate'), daysAfter(day, 1));
  await type(field('port_plus.fields.addedPorts'), '2');
  await press(button('port_plus.new.toReview'));
  await atHeading('port_plus.change.reviewTitle');
  await press(button('port_plus.change.send'));
  const next = number.replace(/-0$/, '-1');
  await own.changed(next);
  assert.equal((await own.history()).length, 2);
  await server.mails.take(HANAKO.email, new RegExp(next));

  await follow(tab, 'app.pages.portPlus');
  const cancel = row(next).getByRole('button');
  await press(cancel);
  await own.dialog.getByText(date(daysAfter(day, 1), 'ja')).waitFor();
  await key('Escape');
  await own.dialog.waitFor({ state: 'hidden' });
  assert.ok(await isFocused(cancel), 'the focus comes back to where it was');
  await key('Enter');
  await press(own.dialog.getByRole('button', { name: say('port_plus.cancel.act') }));
  await own.state(next, 'cancelled').waitFor();
  await server.mails.take(HANAKO.email, new RegExp(next));
  await tab.close();

  // Three weeks down in the dialog, which begins at the first day that is open.
  async function chooseInCalendar(first) {
    await press(page.getByRole('button', { name: say('app.calendar.open', { name: say('port_plus.fields.effectiveDate') }) }));
    const focused = page.locator('.calendar__day:focus');
    const at = (one) => page.getByRole('button', { name: date(one, 'ja') }).and(focused);
    await at(first).waitFor();
    const next = monthAfter(first);
    await key('PageDown');
    await at(next).waitFor();
    await key('PageUp');
    // From a shorter month one comes back to its last day.
    let back = `${first.slice(0, 8)}${next.slice(8)}`;
    await at(back).waitFor();
    for (; back !== first; back = daysAfter(back, 1)) await key('ArrowRight');
    await at(first).waitFor();
    await key('ArrowLeft');
    await at(daysAfter(first, -1)).waitFor();
    await key('Enter');
    assert.ok(await own.dialog.isVisible(), 'a day that is over cannot be chosen');
    await key('ArrowRight');
    for (const weeks of [1, 2, 3]) {
      await key('ArrowDown');
      await at(daysAfter(first, 7 * weeks)).waitFor();
    }
    await key('Enter');
    await own.dialog.waitFor({ state: 'hidden' });
    assert.equal(await field('port_plus.fields.effectiveDate').inputValue(), daysAfter(first, 21));
    await own.promise(daysAfter(first, 21));
    return daysAfter(first, 21);
  }

  async function atHeading(words) {
    await page.locator(':focus').and(page.getByRole('heading', { name: say(words) })).waitFor();
  }
});

test('an account is added and deleted by keyboard alone', async () => {
  const adminTab = await openPage(browser, { origin: server.origin });
  const admin = accounts(adminTab, server);
  const { press, type, key } = keyboard(adminTab.page);
  await signIn(adminTab, HANAKO, PASSWORD);
  await follow(adminTab, 'app.pages.accounts');

  await press(admin.link('app.pages.newAccount'));
  await admin.heading('app.pages.newAccount').waitFor();
  for (const name of ['name', 'email', 'department']) await type(admin.field(`accounts.fields.${name}`), NEW[name]);
  const [user, adminRole] = ['user', 'admin'].map((role) => adminTab.page.getByRole('radio', { name: admin.say(`account.role.${role}`) }));
  await press(user, 'ArrowDown');
  assert.ok(await adminRole.isChecked());
  await key('ArrowUp');
  assert.ok(await user.isChecked());
  await press(admin.button('accounts.new.toReview'));
  await press(admin.button('accounts.new.add'));
  await adminTab.page.getByRole('heading', { name: admin.say('accounts.result.title') }).waitFor();

  const userTab = await openPage(browser, { origin: server.origin });
  await useAndBeRefused(userTab);

  await press(admin.link('accounts.toList'));
  await press(admin.row(NEW.name).getByRole('link'));
  await press(admin.button('accounts.deeds.deleteAct'));
  await admin.dialog.getByText(NEW.email).waitFor();
  await press(admin.dialog.getByRole('button', { name: admin.say('accounts.deeds.deleteAct') }));
  await admin.heading('app.pages.accounts').waitFor();
  assert.equal(await admin.row(NEW.name).count(), 0);

  await userTab.context.clearCookies();
  userTab.watched.allow(401);
  await enterPassword(userTab, NEW, OWN_PASSWORD);
  await userTab.page.getByText(admin.say('app.summary.problem')).waitFor();
  await Promise.all([adminTab.close(), userTab.close()]);
});

// By the link of the mail, with a password of his own.
async function useAndBeRefused(tab) {
  const own = portPlus(tab, server);
  const { press, type } = keyboard(tab.page);
  await tab.page.goto(await server.mails.link(NEW.email));
  await own.heading('first_login.identity.title').waitFor();
  await type(own.field('auth.fields.email'), NEW.email);
  await type(own.field('auth.fields.name'), NEW.name);
  await press(own.button('first_login.next'));
  await own.heading('first_login.password.title').waitFor();
  await type(own.field('auth.fields.password'), OWN_PASSWORD);
  await type(own.field('auth.fields.passwordConfirmation'), OWN_PASSWORD);
  await press(own.button('first_login.next'));
  await press(own.button('first_login.app.later'));
  await press(own.button('first_login.done.start'));
  await own.welcomed();
  await follow(tab, 'app.pages.portPlus');
  const others = tab.page.getByRole('row').filter({ hasText: HANAKO.name }).first();
  await press(others.getByRole('link'));
  await own.inMain(own.say('port_plus.application.facts')).first().waitFor();
  const change = own.button('port_plus.change.open');
  await press(change);
  assert.equal(await change.getAttribute('aria-disabled'), 'true');
  assert.ok(!tab.page.url().includes('step='), 'a button that is off does nothing, but can be reached');
  const why = await change.evaluate((button) => document.getElementById(button.getAttribute('aria-describedby'))?.textContent);
  assert.ok(why, 'it says why');
  await tab.page.goto('/accounts');
  await tab.page.getByText(own.say('accounts.gate.adminsTitle')).waitFor();
}

async function enterPassword(tab, person, password) {
  const { field, heading } = portPlus(tab, server);
  const { type, key } = keyboard(tab.page);
  await tab.page.goto('/port-plus/login');
  await heading('app.pages.portPlusLogin').waitFor();
  await type(field('auth.fields.memberNumber'), person.memberNumber);
  await type(field('auth.fields.email'), person.email);
  await type(field('auth.fields.password'), password);
  await key('Enter');
}

async function signIn(tab, person, password) {
  const { account, button, field, heading } = portPlus(tab, server);
  const { press, type } = keyboard(tab.page);
  await enterPassword(tab, person, password);
  await heading('app.pages.loginCode').waitFor();
  await type(field('auth.fields.code'), await server.mails.code(person.email));
  await press(button('auth.code.verify'), 'Space');
  await account.waitFor();
}

// Through the side menu.
async function follow(tab, key) {
  const { heading, say } = portPlus(tab, server);
  const menu = tab.page.getByRole('navigation', { name: say('app.menu.label') });
  await keyboard(tab.page).press(menu.getByRole('link', { name: say(key), exact: true }));
  await heading(key).waitFor();
  await tab.page.getByRole('table').waitFor();
}
