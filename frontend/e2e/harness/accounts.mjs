// What admins do with accounts, in the words that they see.
import { steps } from './steps.mjs';

export function accounts(tab, server) {
  const { page } = tab;
  const own = steps(tab, server);
  const { say, button, field, heading, link, goTo } = own;
  const dialog = page.getByRole('dialog');

  const row = (name) => page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });

  async function openList() {
    await goTo('app.pages.accounts');
    await page.getByRole('table').waitFor();
  }

  // From the list to the first step of adding.
  async function begin({ name, email, department, phone = '' }) {
    await link('app.pages.newAccount').click();
    await heading('app.pages.newAccount').waitFor();
    await field('accounts.fields.name').fill(name);
    await field('accounts.fields.email').fill(email);
    await field('accounts.fields.department').fill(department);
    await field('accounts.fields.phone').fill(phone);
  }

  // Looks once more and sends.
  async function add({ name, email }) {
    await button('accounts.new.toReview').click();
    await page.getByRole('heading', { name: say('accounts.new.reviewTitle') }).waitFor();
    for (const text of [name, email]) await page.getByRole('definition').getByText(text, { exact: true }).waitFor();
    await button('accounts.new.add').click();
    await page.getByRole('heading', { name: say('accounts.result.title') }).waitFor();
  }

  async function open({ name }) {
    await row(name).getByRole('link').click();
    await page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
  }

  async function changeDepartment(department) {
    await button('app.edit').click();
    await field('accounts.fields.department').fill(department);
    await button('app.save').click();
    await page.getByRole('status').getByText(say('accounts.edit.saved')).waitFor();
    await page.getByRole('definition').getByText(department, { exact: true }).waitFor();
  }

  // The question names whom it is about and what it means.
  async function remove({ name, email }) {
    await button('accounts.deeds.deleteAct').click();
    await dialog.getByText(name).waitFor();
    await dialog.getByText(email).waitFor();
    await dialog.getByText(say('accounts.deeds.deleteConsequence')).waitFor();
    await dialog.getByRole('button', { name: say('accounts.deeds.deleteAct') }).click();
    await page.getByRole('status').getByText(say('accounts.deeds.deleted')).waitFor();
    await heading('app.pages.accounts').waitFor();
  }

  return { ...own, dialog, row, openList, begin, add, open, changeDepartment, remove };
}
