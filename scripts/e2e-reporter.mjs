// A reporter for `node --test` that counts tests into the file named by RESULTS, in the shape that
// scripts/gotest writes too: { passed, failed, browser, skipped: [{ name, reason }], unsteady: [file] }, and for each
// test file as well. With AGAIN=true the files of this run take the place of what RESULTS says of them.
import { readFileSync, writeFileSync } from 'node:fs'

const nothing = () => ({ passed: 0, failed: 0, browser: 0, skipped: [] })

export default async function* count(source) {
  const again = process.env.AGAIN === 'true'
  const before = again ? JSON.parse(readFileSync(process.env.RESULTS, 'utf8')) : { files: {} }
  const files = {}
  for await (const { type, data } of source) {
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details?.type === 'suite') continue
    const file = (data.file ?? data.name).replace(/^.*\/e2e\//, '')
    const results = (files[file] ??= nothing())
    // Node reports a file as a test of its own when it could not be run.
    if (data.skip !== undefined) {
      results.skipped.push({ name: data.name, reason: typeof data.skip === 'string' ? data.skip : '' })
    } else if (data.todo !== undefined) {
      results.skipped.push({ name: data.name, reason: 'todo' })
    } else if (type === 'test:fail') {
      results.failed++
    } else {
      results.passed++
      if (/browser/i.test(file)) results.browser++
    }
  }
  const all = Object.values({ ...before.files, ...files })
  const sum = (of) => all.reduce((n, one) => n + one[of], 0)
  const total = {
    passed: sum('passed'), failed: sum('failed'), browser: sum('browser'), skipped: all.flatMap((one) => one.skipped),
    unsteady: again ? Object.keys(files).filter((file) => files[file].failed === 0) : [],
    files: { ...before.files, ...files },
  }
  writeFileSync(process.env.RESULTS, JSON.stringify(total) + '\n')
}
