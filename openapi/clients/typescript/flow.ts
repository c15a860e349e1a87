// One flow of an integrator, through the client that was generated from the API document.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import createClient from 'openapi-fetch';

import type { components, paths } from './generated/minato.js';

type Contract = components['schemas']['ContractSummary'];

const setting = (name: string): string => {
  const value = process.env[name];
  assert.ok(value, name);
  return value;
};

const MINATO = setting('MINATO');

// Bought as RFC 6749 says: what generators leave to libraries for OAuth2.
async function token(): Promise<string> {
  const pair = `${setting('CLIENT_ID')}:${setting('CLIENT_SECRET')}`;
  const answer = await fetch(`${MINATO}/oauth/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(pair)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { access_token: string }).access_token;
}

// What was asked for; a problem or nothing at all ends the program.
function good<T>({ data, error, response }: { data?: T; error?: unknown; response: Response }): T {
  assert.ok(data !== undefined, `${response.status} ${JSON.stringify(error)}`);
  return data;
}

function tagOf(response: Response): string {
  const tag = response.headers.get('ETag');
  assert.ok(tag);
  return tag;
}

const client = createClient<paths>({
  baseUrl: `${MINATO}/api/v1`,
  headers: { Authorization: `Bearer ${await token()}` },
});

const contracts: Contract[] = [];
let cursor: string | null | undefined;
let total: number;
do {
  const query = { pageSize: 20, ...(cursor ? { cursor } : {}) };
  const page = good(await client.GET('/contracts', { params: { query } }));
  contracts.push(...page.items);
  ({ next: cursor, total } = page);
} while (cursor);
assert.equal(contracts.length, total);

const { earliestDate: day } = good(await client.GET('/port-application-rules'));
const wish = {
  params: { header: { 'Idempotency-Key': randomUUID() } },
  body: { effectiveDate: day, addedPorts: 2 },
};
const made = await client.POST('/port-applications', wish);
const again = await client.POST('/port-applications', wish);
const application = good(made);
assert.deepEqual(good(again), application);

const path = { number: application.number };
const more = (tag: string) => ({
  params: { path, header: { 'If-Match': tag } },
  body: { addedPorts: 4 },
});
const tag = tagOf(made.response);
const change = await client.PATCH('/port-applications/{number}', more(tag));
const changed = good(change);
const { error: stale } = await client.PATCH('/port-applications/{number}', more(tag));
assert.equal(stale?.status, 412);

const header = { 'If-Match': tagOf(change.response) };
good(await client.POST('/port-applications/{number}/cancel', { params: { path, header } }));
const read = good(await client.GET('/port-applications/{number}', { params: { path } }));

console.log(
  JSON.stringify({
    contracts: contracts.map(({ number }) => number),
    day,
    applied: [application.number, application.addedPorts],
    changed: [changed.number, changed.addedPorts],
    stale: stale.code,
    read: [read.number, read.effectiveDate, read.state],
  }),
);
