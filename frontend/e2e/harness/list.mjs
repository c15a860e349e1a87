// A list whose address holds what is looked for.
import assert from 'node:assert/strict';

// `path` is that of the API that the list asks.
export function list(page, path, say) {
  const rows = page.getByRole('row').filter({ has: page.getByRole('rowheader') });

  // Does something after which the list asks anew, and waits until it shows the answer.
  async function listed(act) {
    const asked = page.waitForResponse((response) => new URL(response.url()).pathname === `/api/v1${path}`);
    await act();
    const answer = await (await asked).json();
    await shows(answer.items);
    return answer;
  }

  // The answer's rows stand there, in its order.
  async function shows(items) {
    for (const [index, item] of items.entries()) {
      await rows.nth(index).getByRole('link', { name: item.number ?? item.name, exact: true }).waitFor();
    }
    assert.equal(await rows.count(), items.length);
  }

  // "全 11 件中 1 ~ 10 件を表示"
  const range = (total, from, to) => {
    const [a, b, c] = [total, from, to].map((number) => number.toLocaleString('en-US'));
    return page.getByRole('status').getByText(say('app.pagination.range', { total: a, from: b, to: c }), { exact: true });
  };

  const query = () => Object.fromEntries(new URL(page.url()).searchParams);

  return { rows, listed, range, query };
}
