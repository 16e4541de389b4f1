import { lexer, type Token, type Tokens } from 'marked'

/** The beginning of a line of a checklist, within quotations too; the second group is what is between the brackets. */
const BOX = /^((?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+\[)([ xX])(?=\][ \t]+\S)/
const FENCE = /^(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})/

/**
 * The text with the box of one item of a checklist, counted from 0, ticked or not any more. Null when it cannot be
 * told which line that is: the parser and this reading of lines must see as many boxes.
 */
export function ticked(source: string, index: number): string | null {
  const lines = source.split('\n')
  const boxes = boxLines(lines)
  const at = boxes[index]
  if (at === undefined || boxes.length !== countBoxes(lexer(source, { gfm: true, breaks: true }))) return null
  lines[at] = (lines[at] ?? '').replace(BOX, (_, before: string, mark: string) => before + (mark === ' ' ? 'x' : ' '))
  return lines.join('\n')
}

function boxLines(lines: readonly string[]): number[] {
  const found: number[] = []
  let fence: string | null = null
  for (const [index, line] of lines.entries()) {
    const mark = FENCE.exec(line)?.[1]
    if (fence === null && mark) fence = mark
    else if (fence !== null && mark?.startsWith(fence)) fence = null
    else if (fence === null && BOX.test(line)) found.push(index)
  }
  return found
}

function countBoxes(tokens: readonly Token[]): number {
  return tokens.reduce((sum, token) => {
    if (token.type === 'list') return sum + (token as Tokens.List).items.reduce((sum, item) => sum + (item.task ? 1 : 0) + countBoxes(item.tokens), 0)
    return token.type === 'blockquote' ? sum + countBoxes((token as Tokens.Blockquote).tokens) : sum
  }, 0)
}
