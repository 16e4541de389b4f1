import { Button } from '../ui/button'

/** What is left when a page breaks, or a part of the app cannot be loaded after an update of the server. */
export function Failed() {
  return (
    <main className="grid h-full place-content-center justify-items-center gap-3 p-6 text-center">
      <h1 className="text-xl font-bold">This page could not be shown</h1>
      <p className="max-w-md text-soft">Perhaps Tasklane has been updated since you opened it. Loading it again usually helps; nothing that was saved is lost.</p>
      <Button tone="sign" onClick={() => location.reload()}>
        Load again
      </Button>
    </main>
  )
}
