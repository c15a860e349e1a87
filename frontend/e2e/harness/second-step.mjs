// What people do with their own second step, in the words that they see.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { scan } from './authenticator.mjs';
import { steps } from './steps.mjs';

const CODE = /^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/;

export function secondStep(tab, server) {
  const { page } = tab;
  const own = steps(tab, server);
  const { say, button, field, goTo } = own;
  const dialog = page.getByRole('dialog');
  const section = (key) => page.getByRole('region', { name: say(key), exact: true });

  const openSecurity = () => goTo('app.pages.security');

  // From the button to the app that has scanned the code.
  async function beginSetUp(act = 'security.method.setUp') {
    await button(act).click();
    return scanned();
  }

  async function scanned() {
    const setUp = section('security.setUp.title');
    const phone = await scan(setUp.getByRole('img', { name: say('security.setUp.qrCode') }));
    const typed = await setUp.getByRole('definition').innerText();
    assert.equal(typed.replaceAll(/\s/g, ''), phone.secret, 'what is typed is what is scanned');
    return phone;
  }

  async function confirm(code) {
    await field('auth.fields.code').fill(code);
    await button('security.setUp.confirm').click();
  }

  // The recovery codes that the page shows, once.
  async function recoveryCodes() {
    const list = page.getByRole('list', { name: say('security.recovery.list'), exact: true });
    await list.waitFor();
    const codes = await list.getByRole('listitem').allInnerTexts();
    assert.equal(codes.length, 10);
    assert.ok(codes.every((code) => CODE.test(code)), codes.join());
    return codes;
  }

  // What the saved file says.
  async function saved() {
    const link = section('security.recovery.title').getByRole('link', { name: say('security.recovery.download') });
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
  }

  async function store() {
    await button('security.recovery.stored').click();
    await section('account.security.twoStep').waitFor();
  }

  // The page says how many recovery codes can still be used.
  const codesLeft = (count) =>
    section('account.security.twoStep')
      .getByRole('definition')
      .getByText(say('security.method.codesLeft', { count }), { exact: true })
      .waitFor();

  // The question names the consequence.
  async function insist(act, consequence) {
    await button(act).click();
    await dialog.getByText(say(consequence)).waitFor();
    await dialog.getByRole('button', { name: say(act), exact: true }).click();
  }

  const renew = () => insist('security.acts.renewAct', 'security.question.renewConsequence');
  const remove = () => insist('security.acts.removeAct', 'security.question.removeConsequence');

  // From now on somebody has signed in too long ago: he must prove first that it is himself.
  async function asksForProof(method, path) {
    const problem = { type: 'urn:minato:problem:stepUpRequired', title: '-', status: 403, code: 'stepUpRequired' };
    const answer = { status: 403, contentType: 'application/problem+json', body: JSON.stringify(problem) };
    tab.watched.allow(403);
    let proven = false;
    page.on('response', (response) => {
      proven ||= response.url().endsWith('/api/v1/me/step-up') && response.status() === 200;
    });
    await page.route(`**/api/v1${path}`, (route) =>
      proven || route.request().method() !== method ? route.fallback() : route.fulfill(answer),
    );
  }

  return {
    ...own,
    dialog,
    section,
    openSecurity,
    beginSetUp,
    scanned,
    confirm,
    recoveryCodes,
    saved,
    store,
    codesLeft,
    renew,
    remove,
    asksForProof,
  };
}
