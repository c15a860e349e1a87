// `node screenshots.mjs FOLDER`: every page in every state, as pictures.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { launch, openPage, showTheme } from './harness/browser.mjs';
import { HANAKO } from './harness/people.mjs';
import { SIGNED_IN, SIGNED_OUT } from './harness/scenes.mjs';
import { startServer } from './harness/server.mjs';
import { steps } from './harness/steps.mjs';
import { LANGUAGES } from './harness/words.mjs';

const WIDTHS = [375, 768, 1280];
const THEMES = ['light', 'dark'];

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node screenshots.mjs FOLDER');
  process.exit(2);
}

await mkdir(folder, { recursive: true });
const browser = await launch();
let failures = 0;
for (const language of LANGUAGES) {
  for (const width of WIDTHS) {
    const server = await startServer();
    const tab = await openPage(browser, { origin: server.origin, language, width });
    const person = { ...tab, ...steps(tab, server) };
    await shoot(person, SIGNED_OUT);
    await tab.context.clearCookies();
    await person.signIn(HANAKO);
    await shoot(person, SIGNED_IN);
    await tab.context.close();
    await server.stop();
  }
}
await browser.close();
process.exitCode = failures > 0 ? 1 : 0;

async function shoot(person, scenes) {
  const { page, width, language } = person;
  for (const scene of scenes.filter(({ widest = Infinity }) => width <= widest)) {
    try {
      await scene.arrange(person);
    } catch (error) {
      failures += 1;
      console.error(`${scene.page} ${scene.state} (${language}, ${width} px): ${error.message}`);
    }
    for (const theme of THEMES) {
      await showTheme(page, theme);
      const name = `${scene.page}-${scene.state}-${width}-${theme}-${language}.png`;
      await page.screenshot({ path: join(folder, name), fullPage: true });
    }
  }
}
