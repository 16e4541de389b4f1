/** A key for a new column, made from its name and different from those that exist. */
export function columnKey(name: string, taken: readonly string[]): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 24)
  const key = /^[a-z]/.test(words) ? words : words ? `c_${words}` : 'column'
  if (!taken.includes(key)) return key
  for (let number = 2; ; number++) {
    const numbered = `${key}_${number}`
    if (!taken.includes(numbered)) return numbered
  }
}
