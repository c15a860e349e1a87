// What people do who never touch a mouse.
import assert from 'node:assert/strict';

// More stops than any page of the tests has.
const MOST_STOPS = 150;

export const isFocused = (target) => target.evaluate((element) => element === document.activeElement);

// Goes from stop to stop until the one that is looked for; `key` is the way.
export async function tabTo(page, target, key = 'Tab') {
  await target.waitFor();
  for (let step = 0; step < MOST_STOPS; step += 1) {
    if (await isFocused(target)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${target} cannot be reached by ${key}`);
}

export function keyboard(page) {
  async function press(target, key = 'Enter') {
    await tabTo(page, target);
    await page.keyboard.press(key);
  }

  // What stands in the field is replaced.
  async function type(target, text) {
    await tabTo(page, target);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
  }

  return { press, type, key: (name) => page.keyboard.press(name) };
}
