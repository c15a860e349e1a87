// What people do with applications for ports, in the words that they see.
import assert from 'node:assert/strict';

import { date, shortDate } from './days.mjs';
import { steps } from './steps.mjs';
import { escape } from './words.mjs';

export function portPlus(tab, server) {
  const { page, language } = tab;
  const own = steps(tab, server);
  const { say, button, field, heading, goTo } = own;
  const dialog = page.getByRole('dialog');

  const ports = (count) => (count === 1 ? say('port_plus.onePort') : say('port_plus.ports', { count }));
  const title = (number) => page.getByRole('heading', { name: say('port_plus.application.heading', { number }), level: 1 });
  const row = (number) => page.getByRole('row').filter({ has: page.getByRole('link', { name: number, exact: true }) });
  // The badge that tells its state.
  const state = (number, word) => row(number).locator('.badge').filter({ hasText: exactly(say(`port_plus.state.${word}`)) });
  const inMain = (text) => page.getByRole('main').getByText(text);
  // What stands beside a name in a list of facts.
  const fact = (place, key) => place.getByRole('term').filter({ hasText: exactly(say(key)) }).locator('xpath=following-sibling::dd[1]');

  // What the server answers the page, asked as the page asks.
  const ask = (path) => page.evaluate(async (address) => (await fetch(address)).json(), `/api/v1${path}`);

  // The first day that can be applied for now, by the word of the server.
  const earliest = async () => (await ask('/port-application-rules')).earliestDate;

  async function openList() {
    await goTo('app.pages.portPlus');
    await page.getByRole('table').waitFor();
  }

  async function fillIn({ day, count }) {
    await field('port_plus.fields.effectiveDate').fill(day);
    await field('port_plus.fields.addedPorts').fill(String(count));
  }

  // The sentence about the deadline of a day, with the deadline that it names.
  async function promise(day) {
    const parts = say('port_plus.deadline.until', { day: shortDate(day, language), deadline: '|' }).split('|');
    const told = page.getByRole('status').filter({ hasText: parts[0] });
    await told.waitFor();
    return (await told.innerText()).split(parts[0])[1].split(parts[1])[0];
  }

  // Fills in, looks once more and sends; the number of the application.
  async function apply({ day, count }) {
    await fillIn({ day, count });
    await promise(day);
    await button('port_plus.new.toReview').click();
    await page.getByRole('heading', { name: say('port_plus.new.reviewTitle') }).waitFor();
    const main = page.getByRole('main');
    assert.match(await fact(main, 'port_plus.columns.effectiveDate').innerText(), containing(date(day, language)));
    assert.match(await fact(main, 'port_plus.columns.addedPorts').innerText(), containing(ports(count)));
    await button('port_plus.new.send').click();
    return accepted();
  }

  // The number that the confirmation names.
  async function accepted() {
    await inMain(say('port_plus.done.submitted')).waitFor();
    const [number] = (await page.getByRole('heading', { level: 1 }).innerText()).match(/SO-\d{5,}-\d+/);
    return number;
  }

  // From the page of the application.
  async function change({ day, count }) {
    await button('port_plus.change.open').click();
    await page.getByRole('heading', { name: say('port_plus.change.title') }).waitFor();
    await fillIn({ day, count });
    await button('port_plus.new.toReview').click();
    await page.getByRole('heading', { name: say('port_plus.change.reviewTitle') }).waitFor();
    await button('port_plus.change.send').click();
  }

  async function changed(number) {
    await inMain(say('port_plus.done.changed')).waitFor();
    await title(number).waitFor();
  }

  // From the list, where the dialog names what will be cancelled.
  async function cancel(number, day) {
    await row(number).getByRole('button').click();
    await dialog.getByText(number, { exact: true }).waitFor();
    await dialog.getByText(date(day, language)).waitFor();
    await dialog.getByText(say('port_plus.cancel.consequence')).waitFor();
    await dialog.getByRole('button', { name: say('port_plus.cancel.act') }).click();
    await page.getByRole('status').getByText(say('port_plus.cancel.done')).waitFor();
    await dialog.waitFor({ state: 'hidden' });
  }

  // The rows of the history: what happened, and the number afterwards.
  async function history() {
    const table = page.getByRole('table', { name: say('port_plus.history.title') });
    await table.waitFor();
    const rows = await table.getByRole('row').filter({ has: page.getByRole('rowheader') }).all();
    return Promise.all(rows.map(async (one) => {
      const kind = one.getByRole('rowheader').locator('.table__content');
      const number = one.getByRole('cell').first().locator('.table__content');
      return `${await kind.innerText()} ${await number.innerText()}`;
    }));
  }

  return {
    ...own,
    dialog,
    title,
    row,
    state,
    inMain,
    fact,
    ask,
    earliest,
    openList,
    fillIn,
    promise,
    apply,
    accepted,
    change,
    changed,
    cancel,
    history,
    heading,
  };
}

const containing = (text) => new RegExp(escape(text));
const exactly = (text) => new RegExp(`^${escape(text)}$`);
