// Two at once, and answers that never come: nothing is lost and nothing happens twice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { date, daysAfter } from '../harness/days.mjs';
import { HANAKO } from '../harness/people.mjs';
import { portPlus } from '../harness/port-plus.mjs';
import { startServer } from '../harness/server.mjs';

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

test('the second of two tabs sees what the first saved, and keeps what was typed', async () => {
  const { tab, own } = await atTheForm();
  const day = daysAfter(await own.earliest(), 40);
  const number = await own.apply({ day, count: 3 });
  const second = await tab.another();
  const slower = portPlus(second, server);
  second.watched.allow(412);
  await second.page.goto(`/port-plus/${number}`);
  await slower.button('port_plus.change.open').click();
  await slower.fillIn({ day, count: 7 });
  await slower.button('port_plus.new.toReview').click();
  await slower.button('port_plus.change.send').waitFor();

  await own.change({ day: daysAfter(day, 1), count: 5 });
  await own.changed(number.replace(/-0$/, '-1'));

  await slower.button('port_plus.change.send').click();
  await second.page.getByText(own.say('port_plus.change.conflictTitle')).first().waitFor();
  const main = second.page.getByRole('main');
  await slower.fact(main, 'port_plus.fields.effectiveDate').getByText(date(daysAfter(day, 1), 'ja')).waitFor();
  await slower.fact(main, 'port_plus.fields.addedPorts').getByText(own.say('port_plus.ports', { count: 5 })).waitFor();
  assert.equal(await slower.field('port_plus.fields.effectiveDate').inputValue(), day);
  assert.equal(await slower.field('port_plus.fields.addedPorts').inputValue(), '7');

  await slower.button('port_plus.new.toReview').click();
  await slower.button('port_plus.change.send').click();
  await slower.changed(number.replace(/-0$/, '-2'));
  assert.equal((await slower.history()).length, 3);
  const newest = await own.ask(`/port-applications/${number}`);
  assert.deepEqual([newest.effectiveDate, newest.addedPorts], [day, 7]);
  await tab.close();
});

test('what was cancelled elsewhere can be neither changed nor cancelled, and one sees why', async () => {
  const { tab, own } = await atTheForm();
  const number = await own.apply({ day: daysAfter(await own.earliest(), 41), count: 3 });
  const second = await tab.another();
  const slower = portPlus(second, server);
  second.watched.allow(409, 412);
  await second.page.goto('/port-plus');
  await slower.row(number).getByRole('button').click();
  await slower.dialog.getByText(own.say('port_plus.cancel.consequence')).waitFor();

  await own.button('port_plus.cancel.title').click();
  await own.dialog.getByRole('button', { name: own.say('port_plus.cancel.act') }).click();
  await own.inMain(own.say('port_plus.done.cancelled')).waitFor();

  await slower.dialog.getByRole('button', { name: own.say('port_plus.cancel.act') }).click();
  await slower.dialog.getByText(own.say('port_plus.obstacle.cancelled')).waitFor();
  assert.equal(await slower.dialog.getByRole('button', { name: own.say('port_plus.cancel.act') }).count(), 0);
  await slower.dialog.getByRole('button', { name: own.say('port_plus.cancel.back') }).click();
  await slower.dialog.waitFor({ state: 'hidden' });
  await tab.close();
});

test('an application whose answer was lost is sent again, and there is one', async () => {
  const { tab, own } = await atTheForm();
  const { page, watched } = tab;
  const before = (await own.ask('/port-applications')).total;
  const day = daysAfter(await own.earliest(), 42);
  watched.allowFailures();
  const keys = await loseTheFirstAnswer(page);

  await own.fillIn({ day, count: 4 });
  await own.button('port_plus.new.toReview').click();
  await own.button('port_plus.new.send').click();
  await own.inMain(own.say('app.errors.network')).waitFor();
  await own.inMain(own.say('port_plus.new.unsureTitle')).waitFor();
  assert.equal((await own.ask('/port-applications')).total, before + 1, 'it had arrived');

  await own.button('port_plus.new.send').click();
  const number = await own.accepted();
  assert.equal((await own.ask('/port-applications')).total, before + 1, 'and was not made again');
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1], 'the same key');
  await server.mails.take(HANAKO.email, new RegExp(number));
  const more = server.mails.rest().filter((mail) => mail.includes(HANAKO.email) && mail.includes(number));
  assert.deepEqual(more, [], 'one mail');
  await tab.close();
});

test('an application that never left is sent again with all that was typed', async () => {
  const { tab, own } = await atTheForm();
  const { page, watched } = tab;
  watched.allowFailures();
  const day = daysAfter(await own.earliest(), 43);
  await own.fillIn({ day, count: 4 });
  await own.button('port_plus.new.toReview').click();
  await tab.context.setOffline(true);
  await own.button('port_plus.new.send').click();
  await own.inMain(own.say('app.errors.network')).waitFor();
  await tab.context.setOffline(false);
  await own.button('port_plus.new.send').click();
  await own.accepted();
  await own.fact(page.getByRole('main'), 'port_plus.columns.effectiveDate').getByText(date(day, 'ja')).waitFor();
  await tab.close();
});

// The first application reaches the server, but no answer comes back; the keys that were sent.
async function loseTheFirstAnswer(page) {
  const keys = [];
  await page.route('**/api/v1/port-applications', async (route) => {
    const request = route.request();
    if (request.method() !== 'POST') return route.fallback();
    keys.push(await request.headerValue('idempotency-key'));
    if (keys.length > 1) return route.fallback();
    const answer = await route.fetch();
    assert.equal(answer.status(), 201);
    return route.abort('connectionreset');
  });
  return keys;
}

async function atTheForm() {
  const tab = await openPage(browser, { origin: server.origin, language: 'ja' });
  const own = portPlus(tab, server);
  await own.signIn(HANAKO);
  await tab.page.goto('/port-plus/new');
  await own.field('port_plus.fields.effectiveDate').waitFor();
  return { tab, own };
}
