// What people do at their first sign-in, in the words that they see.
import assert from 'node:assert/strict';

import { scan } from './authenticator.mjs';
import { steps } from './steps.mjs';

const CODE = /^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/;

export function firstLogin(tab, server) {
  const { page } = tab;
  const own = steps(tab, server);
  const { say, button, field, heading } = own;
  const next = () => button('first_login.next').click();

  async function open(link) {
    await page.goto('about:blank');
    await page.goto(link);
    await heading('first_login.identity.title').waitFor();
    assert.equal(new URL(page.url()).hash, '', 'the secret of the link leaves the address bar');
  }

  async function identify({ email, name, phone = '' }) {
    await field('auth.fields.email').fill(email);
    await field('auth.fields.name').fill(name);
    await field('auth.fields.phone').fill(phone);
    await next();
  }

  async function choosePassword(password) {
    await heading('first_login.password.title').waitFor();
    await field('auth.fields.password').fill(password);
    await field('auth.fields.passwordConfirmation').fill(password);
    await next();
  }

  // The app that has scanned the code; what is typed is the same.
  async function scanned() {
    await heading('first_login.app.title').waitFor();
    const phone = await scan(page.getByRole('img', { name: say('security.setUp.qrCode') }));
    const typed = await page.getByRole('definition').innerText();
    assert.equal(typed.replaceAll(/\s/g, ''), phone.secret, 'what is typed is what is scanned');
    return phone;
  }

  async function confirm(code) {
    await field('auth.fields.code').fill(code);
    await next();
  }

  // The recovery codes that the page shows, once.
  async function recoveryCodes() {
    await heading('first_login.codes.title').waitFor();
    const list = page.getByRole('list', { name: say('security.recovery.list'), exact: true });
    await list.waitFor();
    const codes = await list.getByRole('listitem').allInnerTexts();
    assert.equal(codes.length, 10);
    assert.ok(codes.every((code) => CODE.test(code)), codes.join());
    return codes;
  }

  const store = () => button('first_login.codes.stored').click();

  // Codes come by mail for the time being.
  async function leaveForLater() {
    await heading('first_login.app.title').waitFor();
    await button('first_login.app.later').click();
  }

  // From the last page to the start page.
  async function start() {
    await heading('first_login.done.title').waitFor();
    await button('first_login.done.start').click();
    await own.welcomed();
  }

  // The shortest way.
  async function goThrough(link, person, password) {
    await open(link);
    await identify(person);
    await choosePassword(password);
    await leaveForLater();
    await start();
  }

  return { ...own, open, identify, choosePassword, scanned, confirm, recoveryCodes, store, leaveForLater, start, goThrough };
}
