// Reads the plain text of a mail: enough of MIME for what a portal sends.

export function textOf(raw) {
  const { headers, body } = split(raw.toString('latin1'));
  return { subject: decodeWords(headers.get('subject') ?? ''), body: plainPart(headers, body) };
}

function plainPart(headers, body) {
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary) {
    const parts = body.split(`--${boundary}`).slice(1, -1).map((part) => split(part.replace(/^\r?\n/, '')));
    const texts = parts.map((part) => plainPart(part.headers, part.body));
    return texts.find((text) => text !== undefined);
  }
  if (!/^text\/plain/i.test(type)) return undefined;
  return decode(body, (headers.get('content-transfer-encoding') ?? '7bit').toLowerCase());
}

function split(text) {
  const end = /\r?\n\r?\n/.exec(text);
  const head = text.slice(0, end?.index ?? text.length).replace(/\r?\n[ \t]+/g, ' ');
  const headers = new Map(
    head.split(/\r?\n/).map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { headers, body: end ? text.slice(end.index + end[0].length) : '' };
}

function decode(body, encoding) {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  const bytes = encoding === 'quoted-printable' ? unquote(body.replace(/=\r?\n/g, '')) : body;
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const unquote = (text) => text.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

// `=?utf-8?b?...?=` and `=?utf-8?q?...?=` in a header.
function decodeWords(header) {
  return header.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind, text) =>
    kind.toLowerCase() === 'b'
      ? Buffer.from(text, 'base64').toString('utf8')
      : Buffer.from(unquote(text.replaceAll('_', ' ')), 'latin1').toString('utf8'),
  );
}
