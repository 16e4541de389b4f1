const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/** The address when following it can run nothing, else null. Addresses without a scheme stay within this app. */
export function safeAddress(written: string): string | null {
  // Resolved first, as a browser that reads HTML would do it.
  const address = plainText(written)
  try {
    return SCHEMES.has(new URL(address, 'https://tasklane.invalid/').protocol) ? address : null
  } catch {
    return null
  }
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", colon: ':', tab: '\t', newline: '\n', nbsp: '\u00a0', hellip: '…', ndash: '–', mdash: '—', copy: '©', rarr: '→', larr: '←' }

/** Resolves character references, which the parser leaves for a browser that reads HTML. */
export function plainText(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\ufffd'
  })
}
