import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const server = process.env.TASKLANE_WEB ?? 'http://127.0.0.1:3000'

export default defineConfig({
  plugins: [react(), tailwind()],
  build: {
    target: ['chrome123', 'firefox121', 'safari17.5'],
    // Everything is a file of its own, so that the content security policy needs no data: fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    rolldownOptions: { input: 'index.html' },
  },
  server: { proxy: { '/graphql': { target: server, ws: true } } },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'] },
})
