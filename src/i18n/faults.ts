import type { Fault } from '../domain/fault.ts';
import type { Refusal } from '../domain/refusal.ts';
import { bytes, duration } from './format.ts';
import type { Translate } from './translate.ts';

const mostQuoted = 300;

/** An upstream's own words, bounded; control characters and direction marks are taken out of a sentence of ours. */
function quote(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is being removed
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return clean.length > mostQuoted ? `${clean.slice(0, mostQuoted)}…` : clean;
}

function quoted(what: string, text: string, t: Translate): string {
  const words = quote(text);
  return words === '' ? what : t('fault.quoted', { what, text: words });
}

/** What an upstream did, as the rest of a sentence that begins with its name; quotes what it said. */
export function describeFault(fault: Fault, t: Translate): string {
  switch (fault.kind) {
    case 'unreachable':
      return quoted(t(`fault.unreachable.${fault.why}`), '', t);
    case 'unauthorised':
      return quoted(t('fault.unauthorised', { status: String(fault.status) }), fault.text, t);
    case 'refused': {
      const details = fault.details.map(({ path, errors }) => `${path} ${errors.join(', ')}`.trim());
      return quoted(t('fault.refused', { status: String(fault.status) }), [fault.text, ...details].join('; '), t);
    }
    case 'conflict':
      return quoted(t('fault.conflict', { status: String(fault.status) }), fault.text, t);
    case 'missing':
      return quoted(t('fault.missing', { status: String(fault.status) }), fault.text, t);
    case 'failing':
      return quoted(t('fault.failing', { status: String(fault.status) }), fault.text, t);
    case 'unreadable':
      return quoted(t('fault.unreadable', { path: quote(fault.path) || '/' }), fault.text, t);
    case 'silent':
      return t('fault.silent', { age: duration(fault.forMs) });
    case 'too-large':
      return t('fault.too-large', { limit: bytes(fault.limitBytes) });
  }
}

/** Why an act is not possible here and now, short enough to stand beside its lever. */
export function describeRefusal(refusal: Refusal, t: Translate): string {
  return t(`refusal.${refusal}`);
}
