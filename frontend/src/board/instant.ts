/** An instant of the API as a text that sorts by time: the API leaves out zeros at the end of a fraction. */
export function instantKey(instant: string): string {
  const [whole = '', fraction = ''] = instant.replace('Z', '').split('.')
  return `${whole}.${fraction.padEnd(6, '0')}`
}
