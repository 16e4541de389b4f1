import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * GraphiQL is built by itself, after the app: sharing chunks with it would make the app's first load larger.
 * Its build adds to dist and deletes nothing there.
 */
export default defineConfig({
  plugins: [react()],
  publicDir: false,
  build: {
    target: ['chrome123', 'firefox121', 'safari17.5'],
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: 'graphiql.html',
      // Directives for the React compiler inside GraphiQL's packages mean nothing to a bundler.
      checks: { moduleLevelDirective: false },
    },
  },
})
