// One real Chromium for each test file, the one of the machine: CHROMIUM, or where Debian puts it.
import { accessSync, constants } from 'node:fs'
import { chromium } from 'playwright-core'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const args = ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

let running

/** Why tests that need the browser cannot run here; false when they can. */
export function missing() {
  try {
    accessSync(executablePath, constants.X_OK)
    return false
  } catch {
    return `there is no Chromium at ${executablePath}; install it or set CHROMIUM`
  }
}

/** The browser of this process, started when it is first asked for. */
export function browser() {
  // Without its sandbox, because a container's root may not have one; only our own pages are opened in it.
  running ??= chromium.launch({ executablePath, args, headless: true, chromiumSandbox: false })
  return running
}

/** Ends the browser, if it was started. */
export async function closeBrowser() {
  await (await running)?.close()
}
