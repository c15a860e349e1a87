// Every page there is, read from the application's own list.
import { readFileSync } from 'node:fs';

import { fromRoot } from './paths.mjs';

const LINE = /^ {4}(\w+) = "([^"]+)" (Anyone|Door|SignedIn);$/gm;

const source = readFileSync(fromRoot('frontend/src/paths.rs'), 'utf8');

const CONTRACT = 'N339001001';
const EXAMPLES = { '{number}': 'SO-03089-0', '{service}': 'cloud-pbx', '{id}': '0198c000-0000-7000-8000-000000000001' };

// `isOneOfMany`: the path has a placeholder, so one gets there by a link; `example` is a path
// of which nobody says that there is something behind it.
export const PAGES = [...source.matchAll(LINE)].map(([, name, path, access]) => ({
  name,
  path,
  access,
  isOneOfMany: path.includes('{'),
  example: path.replace('/contracts/{number}', `/contracts/${CONTRACT}`).replace(/\{\w+\}/, (placeholder) => EXAMPLES[placeholder]),
}));

if (PAGES.some(({ example }) => example.includes('undefined'))) throw new Error('a placeholder has no example');
if (PAGES.length < 10) throw new Error(`frontend/src/paths.rs was read wrongly: ${PAGES.length} pages`);
