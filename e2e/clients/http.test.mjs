// GraphQL over HTTP: the specification's own audits, as npm graphql-http carries them out.
import assert from 'node:assert/strict'
import test from 'node:test'
import { serverAudits } from 'graphql-http'
import { url } from './api.mjs'

const audits = serverAudits({ url })

test('the audit suite is whole', () => assert.equal(audits.length, 61))

for (const audit of audits) {
  test(`${audit.id} ${audit.name}`, async () => {
    const result = await audit.fn()
    assert.equal(result.status, 'ok', result.reason)
  })
}
