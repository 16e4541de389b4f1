// Packs what a browser takes packed: each file of dist/assets that gets smaller is replaced by its .gz. The server sends it
// as it is, so that it is small in the binary and packed once.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const folder = new URL('dist/assets/', import.meta.url).pathname
for (const name of await readdir(folder)) {
  if (!/\.(js|css|ttf|svg|json)$/.test(name)) continue
  const file = join(folder, name)
  const whole = await readFile(file)
  const packed = gzipSync(whole, { level: 9 })
  if (packed.length > whole.length * 0.9) continue
  await writeFile(`${file}.gz`, packed)
  await rm(file)
}
