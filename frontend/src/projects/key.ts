/** A project key made from a name: initials of several words, or the first letters of one. */
export function suggestKey(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean)
  const letters = words.length > 2 ? words.map((word) => word[0]).join('') : words.length === 2 ? words[0]!.slice(0, 2) + words[1]!.slice(0, 2) : (words[0] ?? '').slice(0, 4)
  const key = letters.replace(/^[0-9]+/, '').slice(0, 10)
  return key.length === 1 ? `${key}X` : key
}
