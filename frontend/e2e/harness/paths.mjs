// Where things lie, seen from this folder.
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);

export const fromRoot = (path) => fileURLToPath(new URL(path, root));

// What `cargo xtask test` passes, or what a developer has built by hand.
export const program = process.env.MINATO_PROGRAM ?? fromRoot('target/debug/minato');
export const example =
  process.env.MINATO_EXAMPLE ?? fromRoot('target/debug/examples/port_application');
export const pages = process.env.MINATO_SPA_DIR ?? fromRoot('dist');
export const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
