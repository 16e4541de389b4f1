import { lexer, type Token, type Tokens } from 'marked'
import { createContext, Fragment, memo, type ReactNode, useContext } from 'react'
import { plainText, safeAddress } from './safety'

interface Props {
  readonly children: string
  /** Somebody has pressed a box of a checklist, counted from 0. Without it they only show. */
  readonly onTick?: ((index: number) => void) | undefined
}

/**
 * Draws Markdown. The parser's tokens become React elements one kind at a time, so there is no HTML string that
 * could carry a script: what is not known here, HTML above all, is shown as the text that it is.
 */
export const Markdown = memo(function Markdown({ children, onTick }: Props) {
  return (
    <Ticking value={onTick !== undefined}>
      <div className="prose" onChange={onTick && (({ currentTarget, target }) => onTick([...currentTarget.querySelectorAll('input')].indexOf(target as EventTarget as HTMLInputElement)))}>
        {blocks(lexer(children, { gfm: true, breaks: true }))}
      </div>
    </Ticking>
  )
})

/** Whether the boxes of checklists may be pressed. */
const Ticking = createContext(false)
/** The words beside a box. */
const BoxName = createContext('')

function blocks(tokens: readonly Token[]): ReactNode {
  return tokens.map((token, index) => <Fragment key={`${token.type}-${index.toString()}`}>{block(token)}</Fragment>)
}

function block(token: Token): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
      return null
    case 'heading': {
      const { depth, tokens } = token as Tokens.Heading
      // The page has its own headings of the first two ranks.
      const Heading = `h${Math.min(depth + 2, 6)}` as 'h3'
      return <Heading>{inlines(tokens)}</Heading>
    }
    case 'paragraph':
      return <p>{inlines((token as Tokens.Paragraph).tokens)}</p>
    case 'blockquote':
      return <blockquote dir="auto">{blocks((token as Tokens.Blockquote).tokens)}</blockquote>
    case 'code':
      return (
        <pre>
          <code>{(token as Tokens.Code).text}</code>
        </pre>
      )
    case 'hr':
      return <hr />
    case 'list':
      return list(token as Tokens.List)
    case 'table':
      return table(token as Tokens.Table)
    case 'text': {
      const { tokens, text } = token as Tokens.Text
      return tokens ? inlines(tokens) : plainText(text)
    }
    case 'checkbox':
      return <Checkbox checked={(token as Tokens.Checkbox).checked} />
    default:
      return token.raw.trim() === '' ? null : <p>{token.raw}</p>
  }
}

function list({ ordered, start, items }: Tokens.List): ReactNode {
  const entries = items.map((item, index) => (
    <li key={`item-${index.toString()}`}>
      <BoxName value={firstWords(item.text)}>
        {item.task && !item.tokens.some(hasCheckbox) && <Checkbox checked={item.checked ?? false} />}
        {blocks(item.tokens)}
      </BoxName>
    </li>
  ))
  // Its marks stand where its first line begins, be that right or left.
  return ordered ? (
    <ol dir="auto" start={start === '' ? 1 : start}>
      {entries}
    </ol>
  ) : (
    <ul dir="auto">{entries}</ul>
  )
}

/** The first line of an item without its marks. */
function firstWords(text: string): string {
  return plainText((text.split('\n')[0] ?? '').replace(/^\[[ xX]\]\s+|[*_`~]|<[^>]*>/g, ''))
}

function hasCheckbox(token: Token): boolean {
  return token.type === 'checkbox' || ('tokens' in token && (token.tokens?.some((inner) => inner.type === 'checkbox') ?? false))
}

function Checkbox({ checked }: { checked: boolean }) {
  return <input type="checkbox" checked={checked} readOnly disabled={!useContext(Ticking)} aria-label={useContext(BoxName)} />
}

function table({ header, rows }: Tokens.Table): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          {header.map((cell, index) => (
            <th key={`head-${index.toString()}`}>{inlines(cell.tokens)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={`row-${index.toString()}`}>
            {row.map((cell, column) => (
              <td key={`cell-${column.toString()}`}>{inlines(cell.tokens)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function inlines(tokens: readonly Token[] | undefined): ReactNode {
  return tokens?.map((token, index) => <Fragment key={`${token.type}-${index.toString()}`}>{inline(token)}</Fragment>)
}

function inline(token: Token): ReactNode {
  switch (token.type) {
    case 'text': {
      const { tokens, text } = token as Tokens.Text
      return tokens ? inlines(tokens) : plainText(text)
    }
    case 'escape':
      return plainText((token as Tokens.Escape).text)
    case 'strong':
      return <strong>{inlines((token as Tokens.Strong).tokens)}</strong>
    case 'em':
      return <em>{inlines((token as Tokens.Em).tokens)}</em>
    case 'del':
      return <del>{inlines((token as Tokens.Del).tokens)}</del>
    case 'codespan':
      return <code>{plainText((token as Tokens.Codespan).text)}</code>
    case 'br':
      return <br />
    case 'checkbox':
      return <Checkbox checked={(token as Tokens.Checkbox).checked} />
    case 'link':
      return link(token as Tokens.Link)
    case 'image':
      return image(token as Tokens.Image)
    default:
      return token.raw
  }
}

function link({ href, tokens, raw }: Tokens.Link): ReactNode {
  if (/^mention:/.test(href)) return <span className="rounded bg-tint px-1 font-semibold text-link">{inlines(tokens)}</span>
  const address = safeAddress(href)
  if (!address) return raw
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow">
      {inlines(tokens)}
    </a>
  )
}

/** An image from elsewhere would tell its host who reads the task and when: it is offered as a link. */
function image({ href, text, raw }: Tokens.Image): ReactNode {
  const address = safeAddress(href)
  if (!address) return raw
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow">
      {plainText(text) || address}
    </a>
  )
}
