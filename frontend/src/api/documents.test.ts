import { readdirSync, readFileSync } from 'node:fs'
import { buildSchema, type DocumentNode, parse, TypeInfo, validate, visit, visitWithTypeInfo } from 'graphql'
import { describe, expect, it } from 'vitest'
import * as generated from './generated'

const schema = buildSchema(readFileSync('../schema/schema.graphql', 'utf8'))
const folder = 'src/api/documents'
const operations = Object.entries(generated)
  .filter(([name]) => name.endsWith('Document'))
  .map(([name, text]) => ({ name, document: parse(String(text)) }))

/** Half of what the server allows by default. */
const DEPTH = 6
const SELECTIONS = 500

function measure(document: DocumentNode): { depth: number; selections: number } {
  const fragments = new Map(document.definitions.flatMap((definition) => (definition.kind === 'FragmentDefinition' ? [[definition.name.value, definition] as const] : [])))
  let selections = 0
  const walk = (node: { selectionSet?: { selections: readonly unknown[] } | undefined }): number => {
    let depth = 0
    for (const selection of (node.selectionSet?.selections ?? []) as Array<{ kind: string; name?: { value: string }; selectionSet?: { selections: readonly unknown[] } }>) {
      const spread = selection.kind === 'FragmentSpread' ? fragments.get(selection.name?.value ?? '') : undefined
      if (selection.kind === 'Field') selections++
      depth = Math.max(depth, spread ? walk(spread) : (selection.kind === 'Field' ? 1 : 0) + walk(selection))
    }
    return depth
  }
  const operation = document.definitions.find((definition) => definition.kind === 'OperationDefinition')
  return { depth: operation ? walk(operation) : 0, selections }
}

describe('documents', () => {
  it('are all generated', () => {
    const written = readdirSync(folder).flatMap((file) => [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/^(?:query|mutation|subscription) (\w+)/gm)].map((match) => `${match[1]}Document`))
    expect(operations.map(({ name }) => name).sort()).toEqual(written.sort())
  })

  it.each(operations)('$name fits the schema and stays below half of the limits', ({ document }) => {
    expect(validate(schema, document)).toEqual([])
    const { depth, selections } = measure(document)
    expect(depth).toBeLessThanOrEqual(DEPTH)
    expect(selections).toBeLessThanOrEqual(SELECTIONS)
  })

  it('select nothing in the board events that depends on who looks', () => {
    const info = new TypeInfo(schema)
    const personal: string[] = []
    visit(
      parse(String(generated.BoardEventsDocument)),
      visitWithTypeInfo(info, {
        Field: (node) => {
          if (info.getFieldDef()?.astNode?.directives?.some((directive) => directive.name.value === 'viewer')) personal.push(node.name.value)
        },
      }),
    )
    expect(personal).toEqual([])
  })
})
