// Every page in every state, light and dark, under the eyes of axe.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAccessible } from '../harness/axe.mjs';
import { launch, openPage, showTheme } from '../harness/browser.mjs';
import { PAGES } from '../harness/pages.mjs';
import { HANAKO } from '../harness/people.mjs';
import { SIGNED_IN, SIGNED_OUT } from '../harness/scenes.mjs';
import { startServer } from '../harness/server.mjs';
import { steps } from '../harness/steps.mjs';

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
after(() => Promise.all([browser.close(), server.stop()]));

test('every page has a scene, and every one behind the sign-in a failing server too', () => {
  const staged = new Set([...SIGNED_OUT, ...SIGNED_IN].map((scene) => `${scene.page} ${scene.state === 'failed'}`));
  assert.deepEqual(PAGES.filter(({ name }) => !staged.has(`${name} false`)), []);
  assert.deepEqual(PAGES.filter(({ name, access }) => access === 'SignedIn' && !staged.has(`${name} true`)), []);
});

// One language at each width: the words change the layout, not the rules.
for (const [width, language] of [[375, 'ja'], [1280, 'en']]) {
  test(`every page is accessible (${width} px)`, async (t) => {
    const tab = await openPage(browser, { origin: server.origin, language, width });
    const person = { ...tab, ...steps(tab, server) };
    await judge(t, person, SIGNED_OUT);
    await tab.context.clearCookies();
    await person.signIn(HANAKO);
    await judge(t, person, SIGNED_IN);
    await tab.close();
  });
}

async function judge(t, person, scenes) {
  for (const scene of scenes.filter(({ widest = Infinity }) => person.width <= widest)) {
    await t.test(`${scene.page}, ${scene.state}`, async () => {
      person.watched.allow(...(scene.statuses ?? []));
      await scene.arrange(person);
      for (const colorScheme of ['light', 'dark']) {
        await showTheme(person.page, colorScheme);
        await assertAccessible(person.page, `${scene.page} (${scene.state}, ${colorScheme})`, scene);
      }
    });
  }
}
