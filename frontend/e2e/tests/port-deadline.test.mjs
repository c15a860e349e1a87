// Every day has a deadline: one sees it before one applies, and what is too late is refused.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { date, daysAfter, shortDate, today } from '../harness/days.mjs';
import { HANAKO } from '../harness/people.mjs';
import { portPlus } from '../harness/port-plus.mjs';
import { startServer } from '../harness/server.mjs';
import { LANGUAGES } from '../harness/words.mjs';

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

// In Japanese and in English, as the contract of the API words it.
const REFUSED = {
  ja: (day, deadline, earliest) => `適用日が${day}のお申し込みは、${deadline}まで受け付けます。${earliest}以降の日付を入力してください。`,
  en: (day, deadline, earliest) => `Applications for ${day} were accepted until ${deadline}. Choose ${earliest} or later.`,
};

for (const language of LANGUAGES) {
  test(`a day that is too early is refused with its deadline (${language})`, async () => {
    const { tab, own, deadlineOf } = await atTheForm(language);
    const { page } = tab;
    const [day, earliest] = [today(), await own.earliest()];
    await own.fillIn({ day, count: 1 });
    await own.button('port_plus.new.toReview').click();

    const sentence = REFUSED[language](...[day, await deadlineOf(day), earliest].map((one) => shortDate(one, language)));
    const summary = page.getByRole('alert');
    await summary.getByText(own.say('app.summary.title')).waitFor();
    await summary.getByRole('link', { name: `${own.say('port_plus.fields.effectiveDate')}: ${sentence}` }).click();
    const field = own.field('port_plus.fields.effectiveDate');
    assert.ok(await field.evaluate((input) => input === document.activeElement), 'the summary leads to the field');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    const described = await field.evaluate((input) => {
      const ids = input.getAttribute('aria-describedby').split(' ');
      return ids.map((id) => document.getElementById(id)?.textContent).join(' ');
    });
    assert.ok(described.includes(sentence), described);

    await field.fill(daysAfter(earliest, -1));
    await own.button('port_plus.new.toReview').click();
    await summary.getByRole('link', { name: shortDate(daysAfter(earliest, -1), language) }).waitFor();
    await field.fill(earliest);
    await own.button('port_plus.new.toReview').click();
    await page.getByRole('heading', { name: own.say('port_plus.new.reviewTitle') }).waitFor();
    await tab.close();
  });

  test(`the promised deadline is told while one types, and kept (${language})`, async () => {
    const { tab, own, deadlineOf } = await atTheForm(language);
    const day = daysAfter(await own.earliest(), 30);
    await own.fillIn({ day, count: 1 });
    const promised = await own.promise(day);
    assert.ok(promised.startsWith(shortDate(await deadlineOf(day), language)), promised);
    await own.apply({ day, count: 1 });
    const kept = await own.fact(tab.page.getByRole('main'), 'port_plus.facts.deadline').innerText();
    assert.ok(kept.includes(date(await deadlineOf(day), language)), kept);
    await server.mails.take(HANAKO.email, /SO-/);
    await tab.close();
  });
}

test('days and numbers may be typed as people write them', async () => {
  const { tab, own } = await atTheForm('ja');
  const day = daysAfter(await own.earliest(), 30);
  const written = date(day, 'ja').replace(/\(.\)$/, '').replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  await own.fillIn({ day: written, count: '３' });
  await own.promise(day);
  await own.field('port_plus.fields.addedPorts').blur();
  assert.equal(await own.field('port_plus.fields.effectiveDate').inputValue(), day, 'what was understood is shown');
  await own.button('port_plus.new.toReview').click();
  const ports = own.fact(tab.page.getByRole('main'), 'port_plus.columns.addedPorts');
  await ports.getByText(own.say('port_plus.ports', { count: 3 }), { exact: true }).waitFor();
  await tab.close();
});

test('more ports than the day takes are refused before they are sent', async () => {
  const { tab, own } = await atTheForm('ja');
  const { maxAddedPorts } = await own.ask('/port-application-rules');
  const day = daysAfter(await own.earliest(), 30);
  await own.fillIn({ day, count: maxAddedPorts + 1 });
  await own.promise(day);
  await own.button('port_plus.new.toReview').click();
  await tab.page.getByRole('alert').getByRole('link', { name: own.say('port_plus.fields.addedPorts') }).waitFor();
  assert.ok(!tab.page.url().includes('step=review'));
  await tab.close();
});

test('a day of the calendar is applied for right there', async () => {
  const { tab, own, deadlineOf } = await atTheForm('ja');
  const { page } = tab;
  const day = daysAfter(await own.earliest(), 30);
  await own.goTo('app.pages.portCalendar');
  await page.goto(`/port-plus/calendar?month=${day.slice(0, 7)}`);
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: date(day, 'ja') }) });
  await row.getByText(date(await deadlineOf(day), 'ja')).waitFor();
  const days = new Date(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0).getDate();
  assert.equal(await page.getByRole('rowheader').count(), days, 'a row for each day');
  await row.getByRole('link').click();
  await own.heading('app.pages.newPortApplication').waitFor();
  await own.promise(day);
  assert.equal(await own.field('port_plus.fields.effectiveDate').inputValue(), day);
  await tab.close();
});

// Somebody signed in before the empty form, and what the server says of days.
async function atTheForm(language) {
  const tab = await openPage(browser, { origin: server.origin, language });
  const own = portPlus(tab, server);
  await own.signIn(HANAKO);
  await tab.page.goto('/port-plus/new');
  await own.field('port_plus.fields.effectiveDate').waitFor();
  const deadlineOf = async (day) => (await own.ask(`/port-calendar?from=${day}&to=${day}`)).days[0].deadline.day;
  return { tab, own, deadlineOf };
}
