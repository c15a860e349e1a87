// The list of applications: what is looked for, its order, its pages, all of it as a file.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { daysAfter } from '../harness/days.mjs';
import { list } from '../harness/list.mjs';
import { AKARI, HANAKO, TARO } from '../harness/people.mjs';
import { portPlus } from '../harness/port-plus.mjs';
import { startServer } from '../harness/server.mjs';

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

test('what is looked for lives in the address, and survives back, forward and reload', async () => {
  const { tab, own, rows, listed, query } = await atTheList(HANAKO);
  const { page } = tab;
  const [state, words] = [own.field('port_plus.filter.state'), own.field('port_plus.filter.q')];
  const all = (await own.ask('/port-applications')).total;

  const accepted = await listed(() => state.selectOption({ label: own.say('port_plus.state.accepted') }));
  assert.deepEqual(query(), { state: 'accepted' });
  assert.ok(accepted.total < all && accepted.items.every((item) => item.state === 'accepted'));

  await words.fill('taro　UMINO');
  const taros = await listed(() => own.button('port_plus.filter.search').click());
  assert.deepEqual(query(), { state: 'accepted', q: 'taro　UMINO' });
  assert.ok(taros.total < accepted.total && taros.items.every((item) => item.applicant.name === TARO.name));
  await rows.first().getByText(TARO.name, { exact: true }).waitFor();

  await listed(() => page.reload());
  assert.deepEqual(query(), { state: 'accepted', q: 'taro　UMINO' });
  assert.equal(await words.inputValue(), 'taro　UMINO');
  assert.equal(await state.inputValue(), 'accepted');

  await listed(() => page.goBack());
  assert.deepEqual(query(), { state: 'accepted' });
  assert.equal(await words.inputValue(), '');
  await listed(() => page.goForward());
  assert.equal(await words.inputValue(), 'taro　UMINO');

  await rows.first().getByRole('link').click();
  await page.getByRole('heading', { name: own.say('port_plus.application.facts') }).waitFor();
  const back = await listed(() => page.goBack());
  assert.equal(back.total, taros.total, 'back from an application leads to what was found');
  assert.equal(await words.inputValue(), 'taro　UMINO');

  const everything = await listed(() => own.link('port_plus.filter.clear').click());
  assert.deepEqual([query(), everything.total], [{}, all]);
  assert.equal(await state.inputValue(), '');
  await tab.close();
});

test('a billing month runs from the day after the closing day, and a period may narrow it', async () => {
  const { tab, own, listed, query } = await atTheList(HANAKO);
  const { page } = tab;
  const { items } = await own.ask('/port-applications?pageSize=100');
  const inside = (from, to) => items.filter(({ effectiveDate: day }) => from <= day && day <= to).length;
  const target = items.find((item) => item.state === 'provisioned' || item.state === 'finished').effectiveDate;
  const month = billingMonth(target);

  const found = await listed(() => own.field('port_plus.filter.month').selectOption(month.name));
  assert.deepEqual(query(), { month: month.name });
  await page.getByText(`${month.first} - ${month.last}`).waitFor();
  assert.equal(found.total, inside(month.first, month.last));
  assert.ok(found.total > 0);

  await listed(() => own.link('port_plus.filter.clear').click());
  await own.field('port_plus.filter.from').fill(target);
  await own.field('port_plus.filter.to').fill(daysAfter(target, 30));
  const period = await listed(() => own.button('port_plus.filter.search').click());
  assert.deepEqual(query(), { from: target, to: daysAfter(target, 30) });
  assert.equal(period.total, inside(target, daysAfter(target, 30)));

  await own.field('port_plus.filter.to').fill(daysAfter(target, -1));
  await own.button('port_plus.filter.search').click();
  await page.getByRole('alert').getByRole('link', { name: own.say('port_plus.filter.to') }).waitFor();
  assert.deepEqual(query(), { from: target, to: daysAfter(target, 30) }, 'nonsense is not looked for');
  await tab.close();
});

test('what fits nothing is said so, with the way back to everything', async () => {
  const { tab, own, listed } = await atTheList(HANAKO);
  await own.field('port_plus.filter.q').fill('誰もいない');
  const none = await listed(() => own.button('port_plus.filter.search').click());
  assert.equal(none.total, 0);
  await tab.page.getByText(own.say('port_plus.list.notFoundTitle')).waitFor();
  await listed(() => own.link('port_plus.filter.clear').last().click());
  await tab.close();
});

test('the heads of the columns sort, both ways', async () => {
  const { tab, own, listed, query } = await atTheList(HANAKO);
  const { page } = tab;
  const head = (key) => page.getByRole('columnheader', { name: own.say(key), exact: true });
  for (const [key, word, value] of [
    ['port_plus.columns.effectiveDate', 'effectiveDate', (item) => item.effectiveDate],
    ['port_plus.columns.addedPorts', 'addedPorts', (item) => item.addedPorts],
    ['port_plus.columns.number', 'number', (item) => Number(item.number.match(/-(\d+)-/)[1])],
  ]) {
    for (const [sort, told, sign] of [[word, 'ascending', 1], [`-${word}`, 'descending', -1]]) {
      const { items } = await listed(() => head(key).getByRole('button').click());
      // The usual order is not written.
      assert.equal(query().sort ?? '-number', sort);
      assert.equal(await head(key).getAttribute('aria-sort'), told);
      const values = items.map(value);
      assert.deepEqual(values, values.toSorted((a, b) => sign * (a < b ? -1 : Number(a > b))), sort);
    }
  }
  await listed(() => page.reload());
  assert.equal(query().sort, undefined);
  assert.equal(await head('port_plus.columns.number').getAttribute('aria-sort'), 'descending');
  await tab.close();
});

test('thousands are shown page by page', async () => {
  const { tab, own, listed, range, query } = await atTheList(AKARI);
  const { page } = tab;
  const { total } = await own.ask('/port-applications');
  assert.ok(total >= 1000, `${total} are no thousands`);
  await range(total, 1, 10).waitFor();
  await listed(() => own.link('app.pagination.next').click());
  assert.deepEqual(query(), { page: '2' });
  await range(total, 11, 20).waitFor();

  const last = Math.ceil(total / 10);
  await listed(() => page.getByRole('link', { name: own.say('app.pagination.page', { page: last }) }).click());
  await range(total, (last - 1) * 10 + 1, total).waitFor();
  assert.equal(await own.link('app.pagination.next').count(), 0);
  await listed(() => own.link('app.pagination.previous').click());

  await listed(() => page.goBack());
  assert.deepEqual(query(), { page: String(last) });
  await listed(() => page.reload());
  await range(total, (last - 1) * 10 + 1, total).waitFor();

  await listed(() => page.getByLabel(own.say('app.pagination.size')).selectOption('100'));
  assert.deepEqual(query(), { pageSize: '100' });
  await range(total, 1, 100).waitFor();
  await tab.close();
});

test('the file holds all that was found, for spreadsheets', async () => {
  const { tab, own, listed } = await atTheList(AKARI);
  const { total } = await own.ask('/port-applications');
  const whole = await download(tab.page, own);
  assert.deepEqual([...whole.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], 'a byte order mark');
  assert.ok(whole.text.endsWith('\r\n'));
  assert.ok(!/[^\r]\n/.test(whole.text), 'every line ends with CR LF');
  assert.ok(whole.lines[0].startsWith('\uFEFF申込番号,適用日,追加ポート数,申込者,'), whole.lines[0]);
  assert.equal(whole.lines.length - 1, total);
  const numbers = new Set(whole.lines.slice(1).map((line) => line.split(',')[0]));
  assert.equal(numbers.size, total, 'each of them once');

  const found = await listed(() => own.field('port_plus.filter.state').selectOption('cancelled'));
  const part = await download(tab.page, own);
  assert.ok(found.total > 0 && found.total < total);
  assert.equal(part.lines.length - 1, found.total);
  await tab.close();
});

async function download(page, own) {
  const [file] = await Promise.all([page.waitForEvent('download'), own.link('port_plus.list.csv').click()]);
  assert.match(file.suggestedFilename(), /\.csv$/);
  const bytes = await readFile(await file.path());
  const text = bytes.toString('utf8');
  return { bytes, text, lines: text.split('\r\n').slice(0, -1) };
}

async function atTheList(person) {
  const tab = await openPage(browser, { origin: server.origin, language: 'ja' });
  const own = portPlus(tab, server);
  await own.signIn(person);
  await own.openList();
  return { tab, own, ...list(tab.page, '/port-applications', own.say) };
}

// The month that a day is billed in where the books close on the 20th: 2021-02 runs from
// 2021-02-21 to 2021-03-20.
function billingMonth(day) {
  const [year, month, dayOfMonth] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - (dayOfMonth > 20 ? 1 : 2), 21));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 20));
  const written = (at) => at.toISOString().slice(0, 10);
  return { name: written(first).slice(0, 7), first: written(first), last: written(last) };
}
