import EditorWorker from 'monaco-editor/esm/vs/editor/editor.worker.js?worker'
import JsonWorker from 'monaco-editor/esm/vs/language/json/json.worker.js?worker'
import GraphQLWorker from 'monaco-graphql/esm/graphql.worker.js?worker'

/** Tells the editor where its workers are: files of this app, so that `worker-src 'self'` is enough. */
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker(_: string, label: string): Worker {
      if (label === 'json') return new JsonWorker()
      if (label === 'graphql') return new GraphQLWorker()
      return new EditorWorker()
    },
  },
})
