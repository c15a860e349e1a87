// What else one does with an application: copy it, print it, find it again, change somebody's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { daysAfter } from '../harness/days.mjs';
import { HANAKO, TARO } from '../harness/people.mjs';
import { portPlus } from '../harness/port-plus.mjs';
import { startServer } from '../harness/server.mjs';

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

test('a finished application is copied into a new one, which asks for a new day', async () => {
  const { tab, own } = await signedIn();
  const { items } = await own.ask('/port-applications?state=finished');
  await open(tab, own, items[0].number);
  await own.link('port_plus.application.copy').click();
  await own.heading('app.pages.newPortApplication').waitFor();
  const ports = own.field('port_plus.fields.addedPorts');
  await ports.waitFor();
  assert.equal(await ports.inputValue(), String(items[0].addedPorts));
  assert.equal(await own.field('port_plus.fields.effectiveDate').inputValue(), '', 'the old day is over');
  const day = daysAfter(await own.earliest(), 50);
  await own.field('port_plus.fields.effectiveDate').fill(day);
  await own.promise(day);
  await own.button('port_plus.new.toReview').click();
  await own.button('port_plus.new.send').click();
  const number = await own.accepted();
  assert.notEqual(number, items[0].number);
  await tab.close();
});

test('the confirmation can be printed, and says what happens next', async () => {
  const { tab, own } = await signedIn();
  const { page } = tab;
  await page.addInitScript(() => {
    globalThis.printed = 0;
    globalThis.print = () => (globalThis.printed += 1);
  });
  await page.goto('/port-plus/new');
  await own.field('port_plus.fields.effectiveDate').waitFor();
  const number = await own.apply({ day: daysAfter(await own.earliest(), 51), count: 2 });
  await own.inMain(own.say('port_plus.done.mail', { number })).waitFor();
  await own.button('port_plus.print').first().click();
  assert.equal(await page.evaluate(() => globalThis.printed), 1);
  await page.emulateMedia({ media: 'print' });
  assert.ok(await own.title(number).isVisible(), 'the number stands on paper');
  assert.ok(!(await own.button('port_plus.change.open').isVisible()), 'buttons do not');
  await tab.close();
});

test('the address of an earlier revision leads to the present one, a strange number to nothing', async () => {
  const { tab, own } = await signedIn();
  const { page, watched } = tab;
  const { items } = await own.ask('/port-applications?pageSize=100');
  const changed = items.find(({ number }) => /-2$/.test(number));
  await page.goto(`/port-plus/${changed.number.replace(/-2$/, '-0')}`);
  await own.inMain(own.say('port_plus.application.newer', { number: changed.number })).waitFor();
  await own.title(changed.number).waitFor();

  watched.allow(404);
  const theirs = 'SO-00001-0';
  assert.ok(!items.some(({ number }) => number === theirs), 'it belongs to another member');
  for (const number of [theirs, 'SO-99999-0']) {
    await page.goto(`/port-plus/${number}`);
    await page.getByText(own.say('port_plus.application.missingTitle')).waitFor();
  }
  await tab.close();
});

test('an admin changes what somebody else applied for, and that person hears of it', async () => {
  const { tab, own } = await signedIn();
  const { items } = await own.ask('/port-applications?state=accepted&pageSize=100');
  const theirs = items.find(({ applicant }) => applicant.name === TARO.name);
  const next = theirs.number.replace(/-(\d+)$/, (_, revision) => `-${Number(revision) + 1}`);
  await open(tab, own, theirs.number);
  await own.change({ day: daysAfter(await own.earliest(), 52), count: theirs.addedPorts + 1 });
  await own.changed(next);
  const told = await server.mails.take(TARO.email, new RegExp(next));
  assert.match(told.body, new RegExp(`Changed by: ${HANAKO.name}`), 'in the language of the reader');
  await server.mails.take(HANAKO.email, new RegExp(next));
  await tab.close();
});

async function signedIn() {
  const tab = await openPage(browser, { origin: server.origin, language: 'ja' });
  const own = portPlus(tab, server);
  await own.signIn(HANAKO);
  return { tab, own };
}

async function open(tab, own, number) {
  await tab.page.goto(`/port-plus/${number}`);
  await own.title(number).waitFor();
  await tab.page.getByRole('heading', { name: own.say('port_plus.application.facts') }).waitFor();
}
