// A real SMTP server that keeps what it is given.
import { EventEmitter, once } from 'node:events';

import { SMTPServer } from 'smtp-server';

import { textOf } from './mime.mjs';

const WAIT_MS = 15_000;

export async function captureMails() {
  const received = [];
  const arrivals = new EventEmitter();
  arrivals.setMaxListeners(0);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    async onData(stream, session, done) {
      const chunks = [];
      for await (const chunk of stream) chunks.push(chunk);
      const mail = textOf(Buffer.concat(chunks));
      received.push({ ...mail, to: session.envelope.rcptTo.map((rcpt) => rcpt.address) });
      arrivals.emit('mail');
      done();
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');

  // The next mail to an address that nobody has taken yet and that holds `pattern`.
  async function take(address, pattern) {
    const deadline = AbortSignal.timeout(WAIT_MS);
    for (;;) {
      const index = received.findIndex((mail) => mail.to.includes(address) && pattern.test(mail.body));
      if (index >= 0) return received.splice(index, 1)[0];
      await once(arrivals, 'mail', { signal: deadline }).catch(() => {
        const others = received.map((mail) => `${mail.to}: ${mail.subject}`).join('\n');
        throw new Error(`no mail to ${address} with ${pattern}; there are:\n${others}`);
      });
    }
  }

  const first = async (address, pattern) => (await take(address, pattern)).body.match(pattern)[0].trim();
  return {
    url: `smtp://127.0.0.1:${server.server.address().port}`,
    code: (address) => first(address, /^\d{8}\s*$/m),
    link: (address) => first(address, /https?:\/\/\S+#\S+/),
    take,
    // Whether there is a mail to an address that nobody has taken and that holds `pattern`.
    has: (address, pattern) => received.some((mail) => mail.to.includes(address) && pattern.test(mail.body)),
    // What nobody has taken, in a line each.
    rest: () => received.map((mail) => `${mail.to}: ${mail.subject}`),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
