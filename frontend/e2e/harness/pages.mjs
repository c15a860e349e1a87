// Every page there is, read from the application's own list.
import { readFileSync } from 'node:fs';

import { fromRoot } from './paths.mjs';

const LINE = /^ {4}(\w+) = "([^"]+)" (Anyone|Door|SignedIn);$/gm;

const source = readFileSync(fromRoot('frontend/src/paths.rs'), 'utf8');

export const PAGES = [...source.matchAll(LINE)].map(([, name, path, access]) => ({ name, path, access }));

if (PAGES.length < 10) throw new Error(`frontend/src/paths.rs was read wrongly: ${PAGES.length} pages`);
