// Waiting until a page has all that it asks the API for. The browser's own idea of an idle network
// does not serve: an idle page fetches the code of all others, file by file.
import { setTimeout as sleep } from 'node:timers/promises';

const QUIET_MS = 400;
const LIMIT_MS = 15_000;

const pages = new WeakMap();

// Begins to count; `watch` does it for every page.
export function listen(page) {
  const state = { open: new Set(), changed: Date.now() };
  const isCall = (request) => new URL(request.url()).pathname.startsWith('/api/');
  const note = (change) => (request) => {
    if (!isCall(request)) return;
    change(request);
    state.changed = Date.now();
  };
  page.on('request', note((request) => state.open.add(request)));
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, note((request) => state.open.delete(request)));
  pages.set(page, state);
}

// Until the page itself is there, and nothing was asked for a while.
export async function quiet(page) {
  await page.locator('main > .skeleton').waitFor({ state: 'detached' });
  const state = pages.get(page);
  const began = Date.now();
  const since = () => Date.now() - Math.max(state.changed, began);
  while (state.open.size > 0 || since() < QUIET_MS) {
    if (Date.now() - began > LIMIT_MS) {
      throw new Error(`without an answer: ${[...state.open].map((request) => request.url()).join(', ')}`);
    }
    await sleep(20);
  }
}
