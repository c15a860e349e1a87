// A real browser, and pages in it that are watched.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium as playwright } from 'playwright-core';

import { chromium } from './paths.mjs';
import { freePort } from './ports.mjs';
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

// A browser whose one profile other programs may look at, through the port `door`.
export async function launchWithDoor({ origin }) {
  const folder = await mkdtemp(join(tmpdir(), 'minato-profile-'));
  const door = await freePort();
  const context = await playwright.launchPersistentContext(folder, {
    executablePath: chromium,
    args: [...FLAGS, `--remote-debugging-port=${door}`],
    baseURL: origin,
    locale: LOCALES.ja,
    timezoneId: 'Asia/Tokyo',
  });
  // Processes of the browser may still write while they end.
  const gone = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };
  context.once('close', () => rm(folder, gone));
  return { context, door };
}

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
