// A reporter for `node --test` that counts tests into the file named by RESULTS, in the shape that
// scripts/gotest writes too: { passed, failed, browser, skipped: [{ name, reason }] }.
import { writeFileSync } from 'node:fs'

export default async function* count(source) {
  const results = { passed: 0, failed: 0, browser: 0, skipped: [] }
  for await (const { type, data } of source) {
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details?.type === 'suite') continue
    // Node reports a file as a test of its own when it could not be run.
    if (data.skip !== undefined) {
      results.skipped.push({ name: data.name, reason: typeof data.skip === 'string' ? data.skip : '' })
    } else if (data.todo !== undefined) {
      results.skipped.push({ name: data.name, reason: 'todo' })
    } else if (type === 'test:fail') {
      results.failed++
    } else {
      results.passed++
      if (/browser/i.test((data.file ?? '').replace(/^.*\/e2e\//, ''))) results.browser++
    }
  }
  writeFileSync(process.env.RESULTS, JSON.stringify(results) + '\n')
}
