// `npm run codegen` writes src/api/generated.ts: the texts of this app's GraphQL documents and the types of their
// variables and answers, from the schema file that the server itself is built from.
// With --check it writes nothing and fails when the file is not what it would write.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { codegen } from '@graphql-codegen/core'
import * as typedDocuments from '@graphql-codegen/typed-document-node'
import * as operations from '@graphql-codegen/typescript-operations'
import { buildSchema, parse } from 'graphql'

const schemaFile = '../schema/schema.graphql'
const folder = 'src/api/documents'
const target = 'src/api/generated.ts'

const schema = buildSchema(readFileSync(schemaFile, 'utf8'))
const written = await codegen({
  schema: parse(readFileSync(schemaFile, 'utf8')),
  schemaAst: schema,
  filename: target,
  documents: readdirSync(folder)
    .sort()
    .map((name) => ({ location: `${folder}/${name}`, document: parse(readFileSync(`${folder}/${name}`, 'utf8')) })),
  config: {
    documentMode: 'string',
    useTypeImports: true,
    enumsAsTypes: true,
    immutableTypes: true,
    pureMagicComment: true,
    scalars: { ID: 'string', Time: 'string', Date: 'string' },
  },
  plugins: [{ operations: {} }, { typedDocuments: {} }],
  pluginMap: { operations, typedDocuments },
})

if (!process.argv.includes('--check')) {
  writeFileSync(target, written)
} else if (readFileSync(target, 'utf8') !== written) {
  console.error(`${target} is not what the schema and the documents say. Run: npm run codegen`)
  process.exit(1)
}
