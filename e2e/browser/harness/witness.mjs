// Notes what a page should never do, so that every browser test can end with the question whether it did.

/** Has the page itself tell of what its content security policy refused: not every refusal is an error to the console. */
const tellRefusals = () => {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error(`CSP violation: ${violatedDirective} ${blockedURI}`)
  })
}

/** Watches all pages of a browser context: console, errors, dialogs, failed requests, and requests to other hosts. */
export class Witness {
  #complaints = []
  #excused = []
  #origin

  /** `origin` is the only one that may be asked for anything, such as http://127.0.0.1:3000. */
  constructor(origin) {
    this.#origin = new URL(origin).host
  }

  async watch(context) {
    await context.addInitScript(tellRefusals)
    context.on('console', (message) => {
      if (['error', 'warning', 'assert'].includes(message.type())) this.#note(`console ${message.type()}: ${message.text()} (${message.location().url})`)
    })
    context.on('weberror', (error) => this.#note(`uncaught: ${error.error()?.stack ?? error.error()}`))
    context.on('dialog', (dialog) => {
      this.#note(`dialog: ${dialog.type()} ${dialog.message()}`)
      void dialog.dismiss()
    })
    context.on('request', (request) => this.#host(request.url()))
    context.on('response', (response) => {
      if (response.status() >= 400) this.#note(`answer ${response.status()}: ${response.url()}`)
    })
    context.on('requestfailed', (request) => {
      const why = request.failure()?.errorText
      // A request that nobody waits for any more, because its page has been left.
      if (why !== 'net::ERR_ABORTED') this.#note(`request failed: ${request.url()} ${why}`)
    })
    context.on('page', (page) => page.on('websocket', (socket) => this.#host(socket.url())))
  }

  /** From now on what matches is expected, such as errors while the network is cut. */
  excuse(pattern) {
    this.#excused.push(pattern)
  }

  /** Everything that was noted and not excused. */
  complaints() {
    return this.#complaints.filter((text) => !this.#excused.some((pattern) => pattern.test(text)))
  }

  #host(url) {
    const { protocol, host } = new URL(url)
    if (['data:', 'blob:'].includes(protocol)) return
    if (host !== this.#origin) this.#note(`request to somebody else: ${url}`)
  }

  #note(text) {
    this.#complaints.push(text)
  }
}
