import { wordsOf } from '../board/filter'

/** Whether every word that was typed begins one of the words of a name, whatever their order. */
export function matches(name: string, typed: string): boolean {
  const own = wordsOf(name)
  return wordsOf(typed).every((word) => own.some((other) => other.startsWith(word)))
}

/** What is called exactly so, as far as it was typed, before what only has these words. */
export function byBeginning<Named extends { readonly name: string }>(all: readonly Named[], typed: string): readonly Named[] {
  const begins = ({ name }: Named) => wordsOf(name).join(' ').startsWith(wordsOf(typed).join(' '))
  return [...all.filter(begins), ...all.filter((one) => !begins(one))]
}
