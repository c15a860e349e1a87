// The words of the pages, so that tests find things as readers do.
import { readFileSync, readdirSync } from 'node:fs';

import { fromRoot } from './paths.mjs';

export const LANGUAGES = ['ja', 'en'];

const catalogues = Object.fromEntries(LANGUAGES.map((language) => [language, read(language)]));

function read(language) {
  const folder = fromRoot(`frontend/locales/${language}`);
  const areas = readdirSync(folder).map((file) => {
    const words = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
    return [file.replace(/\.json$/, ''), words];
  });
  return Object.fromEntries(areas);
}

// `words('ja')('auth.login.next')`; values fill `{{ placeholders }}`.
export const words = (language) => (key, values = {}) => {
  const text = key.split('.').reduce((group, name) => group?.[name], catalogues[language]);
  if (typeof text !== 'string') throw new Error(`there is no text ${key} in ${language}`);
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => values[name] ?? `{${name}}`);
};

// The same as a pattern in which any value fits the placeholders.
export const pattern = (language) => (key) => {
  const parts = words(language)(key).split(/\{\w+\}/);
  return new RegExp(parts.map(escape).join('.+'));
};

export const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
