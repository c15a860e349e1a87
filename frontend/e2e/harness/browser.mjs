// A real browser, and pages in it that are watched.
import { chromium as playwright } from 'playwright-core';

import { chromium } from './paths.mjs';
import { watch } from './watch.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const LOCALES = { ja: 'ja-JP', en: 'en-US' };

export const launch = () => playwright.launch({ executablePath: chromium, args: FLAGS });

// A fresh profile with one page, and `another` in the same profile. Their watches are checked
// by `close`.
export async function openPage(browser, { origin, language = 'ja', width = 1280, theme = 'light' }) {
  const context = await browser.newContext({
    baseURL: origin,
    locale: LOCALES[language],
    timezoneId: 'Asia/Tokyo',
    viewport: { width, height: 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  const tabs = [];
  const open = async () => {
    const page = await context.newPage();
    const tab = { page, context, language, width, watched: await watch(page) };
    tabs.push(tab);
    return tab;
  };
  const close = async () => {
    await context.close();
    tabs.forEach(({ watched }) => watched.assertClean());
  };
  return { ...(await open()), another: open, close };
}

// Light or dark, and painted so.
export async function showTheme(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
