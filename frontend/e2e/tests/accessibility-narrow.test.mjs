// One language at each width: the words change the layout, not the rules.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { judgeEveryPage } from '../harness/accessibility.mjs';
import { PAGES } from '../harness/pages.mjs';
import { SIGNED_IN, SIGNED_OUT } from '../harness/scenes.mjs';

test('every page has a scene, and every one behind the sign-in a failing server too', () => {
  const staged = new Set([...SIGNED_OUT, ...SIGNED_IN].map((scene) => `${scene.page} ${scene.state === 'failed'}`));
  assert.deepEqual(PAGES.filter(({ name }) => !staged.has(`${name} false`)), []);
  assert.deepEqual(PAGES.filter(({ name, access }) => access === 'SignedIn' && !staged.has(`${name} true`)), []);
});

judgeEveryPage({ width: 375, language: 'ja' });
