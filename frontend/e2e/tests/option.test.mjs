// A member that has not ordered port plus learns how to order it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, openPage } from '../harness/browser.mjs';
import { MISAKI } from '../harness/people.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';
import { LANGUAGES } from '../harness/words.mjs';

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

for (const language of LANGUAGES) {
  test(`without the option one is told how to apply for it (${language})`, async () => {
    const tab = await openPage(browser, { origin: server.origin, language });
    const { page } = tab;
    const { say, heading, link, signInAtPortPlus } = steps(tab, server);
    await signInAtPortPlus(MISAKI);
    await page.getByRole('main').getByText(say('start.home.portPlusOrder')).waitFor();
    const menu = page.getByRole('navigation', { name: say('app.menu.label') });
    await menu.getByRole('link', { name: say('app.pages.company'), exact: true }).waitFor();
    assert.equal(await menu.getByRole('link', { name: say('app.pages.portPlus'), exact: true }).count(), 0);

    for (const path of ['/port-plus', '/port-plus/new', '/port-plus/calendar', '/port-plus/SO-00001-0']) {
      await page.goto(path);
      await page.getByText(say('port_plus.notOrdered.title')).waitFor();
    }
    await link('port_plus.notOrdered.options').click();
    await heading('app.pages.companyOptions').waitFor();
    await page.getByText(say('company.options.applyLead')).first().waitFor();
    await tab.close();
  });
}
