// Every page in every state, light and dark, under the eyes of axe. Each width is a file of its
// own, so that they run at the same time.
import { after, before, test } from 'node:test';

import { assertAccessible } from './axe.mjs';
import { launch, openPage, showTheme } from './browser.mjs';
import { HANAKO } from './people.mjs';
import { SIGNED_IN, SIGNED_OUT } from './scenes.mjs';
import { startServer } from './server.mjs';
import { steps } from './steps.mjs';

export function judgeEveryPage({ width, language }) {
  let browser;
  let server;
  before(async () => ([browser, server] = await Promise.all([launch(), startServer()])));
  after(() => Promise.all([browser.close(), server.stop()]));

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
