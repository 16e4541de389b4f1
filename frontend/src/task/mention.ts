export interface MentionQuery {
  /** Where the `@` stands. */
  readonly start: number
  readonly end: number
  /** What follows it, up to the caret. */
  readonly text: string
}

/** The mention that is being typed at the caret: an `@` after a space or at the start, and a word. */
export function findMention(text: string, caret: number): MentionQuery | null {
  const match = /(?:^|[\s([])@([\p{L}\p{N}.\-_]{0,40})$/u.exec(text.slice(0, caret))
  if (!match) return null
  const word = match[1] ?? ''
  return { start: caret - word.length - 1, end: caret, text: word }
}

/** Replaces the typed word by a mention as the server understands it: [@Ada](mention:ID). */
export function insertMention(text: string, query: MentionQuery, person: { readonly id: string; readonly name: string }): { text: string; caret: number } {
  const name = person.name.replace(/[[\]\\]/g, '\\$&')
  const mention = `[@${name}](mention:${person.id}) `
  return { text: text.slice(0, query.start) + mention + text.slice(query.end), caret: query.start + mention.length }
}
