// See scripts/test-summary.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))

const go = read('go.json')
const chaos = read('chaos.json')
const e2e = read('e2e.json')
const web = read('web.json') // vitest's own format
const webSkipped = web.testResults.flatMap((file) =>
  file.assertionResults
    .filter((test) => test.status !== 'passed' && test.status !== 'failed')
    .map((test) => ({ name: test.fullName, reason: test.status })),
)

const skipped = [...go.skipped, ...chaos.skipped, ...webSkipped, ...e2e.skipped]
const ci = process.env.CI === 'true'
const faults = []
if (skipped.length > 0) {
  console.log(`\nSkipped (${skipped.length}):`)
  for (const { name, reason } of skipped) console.log(`  ${name}: ${reason || 'no reason given'}`)
  if (ci && skipped.some(({ reason }) => !reason?.startsWith('not required: '))) faults.push('a skipped test is a failure in CI')
}
if (go.failed + chaos.failed + e2e.failed + web.numFailedTests > 0) faults.push('tests failed')
if (go.passed === 0 || chaos.passed === 0 || web.numPassedTests === 0 || e2e.passed === 0) faults.push('a part ran no test at all')
// By the names that scripts/gotest counts under.
const servers = { postgres: 'PostgreSQL', redis: 'Redis', kafka: 'Kafka' }
for (const [key, name] of Object.entries(servers)) if (ci && !go.on[key]) faults.push(`no test ran on ${name}`)
if (ci && e2e.browser === 0) faults.push('no test ran in a browser')

const on = Object.entries(servers).map(([key, name]) => `${go.on[key] ?? 0} on ${name}`).join(', ')
console.log()
for (const fault of faults) console.log(`FAILED: ${fault}.`)
console.log(
  `${faults.length > 0 ? 'FAILED' : 'PASSED'}: ${go.passed} Go tests (${on}), ` +
    `${web.numPassedTests} of the web app, ${chaos.passed} with faults, ${e2e.passed} end to end (${e2e.browser} in Chromium); ${skipped.length} skipped.`,
)
process.exit(faults.length > 0 ? 1 : 0)
