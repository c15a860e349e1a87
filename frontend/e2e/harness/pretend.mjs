// The server's answers replaced, for states that it is rarely in.
import { quiet } from './quiet.mjs';

export async function visit(page, path) {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await quiet(page);
}

// The server cannot note a look at what it does not have.
const ALWAYS = { 'POST /me/recent': { status: 204 } };

// `answers` by method and path below the API, such as `GET /accounts`: what the route is
// fulfilled with, or a function that makes another answer of the real one. Everything else
// is asked for as usual.
export async function pretend(page, answers, arrange) {
  const pretended = async (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    const answer = { ...ALWAYS, ...answers }[`${request.method()} ${pathname.replace('/api/v1', '')}`];
    if (answer === undefined) return route.fallback();
    if (typeof answer !== 'function') return route.fulfill(answer);
    const response = await route.fetch();
    return route.fulfill({ response, json: answer(await response.json()) });
  };
  await page.route('**/api/v1/**', pretended);
  try {
    await arrange();
  } finally {
    await page.unroute('**/api/v1/**', pretended);
  }
}
