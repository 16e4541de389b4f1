// A board as people find their way on it: columns, cards and the task panel, by role and name.

const text = (value) => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export class Board {
  constructor(page) {
    this.page = page
  }

  static async open(page, project) {
    await page.goto(project.path)
    const board = new Board(page)
    await board.ready()
    return board
  }

  /** Waits until the columns are there. */
  async ready() {
    await this.page.getByRole('main', { name: 'Board' }).getByRole('region').first().waitFor()
  }

  column(name) {
    return this.page.getByRole('region', { name, exact: true })
  }

  /** A card by its title, anywhere or in one column. */
  card(title, column) {
    // A card's name begins with its title; after it come the reference and what else can be seen on it.
    return (column ? this.column(column) : this.page.getByRole('main', { name: 'Board' })).getByRole('link', { name: new RegExp(`^${text(title)}, `) })
  }

  panel() {
    return this.page.getByRole('complementary', { name: /^Task / })
  }

  async openTask(title) {
    await this.card(title).click()
    await this.panel().waitFor()
    return this.panel()
  }

  /** Types a title and sends it with Enter. */
  async newTask(title) {
    const field = this.page.getByRole('textbox', { name: 'Title', exact: true })
    if (!(await field.isVisible())) await this.page.getByRole('button', { name: 'New task', exact: true }).click()
    await field.fill(title)
    await field.press('Enter')
  }

  /** Waits until a column shows exactly these cards. */
  async shows(column, titles) {
    await this.page.waitForFunction(
      ([column, titles]) => {
        const section = document.querySelector(`section[aria-label="${column}"]`)
        const items = [...section.querySelectorAll('[role=listitem]')].sort((one, other) => one.getAttribute('aria-posinset') - other.getAttribute('aria-posinset'))
        const names = items.map((item) => item.querySelector('a')?.getAttribute('aria-label') ?? '')
        return names.length === titles.length && titles.every((title, index) => names[index].startsWith(`${title}, `))
      },
      [column, titles],
    )
  }

  async hasValue(field, value) {
    const element = await field.elementHandle()
    await this.page.waitForFunction(([element, value]) => element.value === value, [element, value])
  }

  /** Waits until something that the server is asked holds: what is shown at once may still be under way. */
  async settled(holds) {
    const deadline = Date.now() + 20_000
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(`it never came true: ${holds}`)
      await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    }
  }

  /** Drags a card with the mouse onto a column, or onto a card of it, and returns the moment of the drop. */
  async drag(title, target) {
    await this.card(title).hover() // waits until it stands still: others may just be moving up
    const from = await this.card(title).boundingBox()
    const to = await target.boundingBox()
    const { mouse } = this.page
    await mouse.down()
    // The browser takes a press for a drag once the mouse has gone a few pixels; hands do not jump either.
    await mouse.move(from.x + from.width / 2 + 8, from.y + from.height / 2 + 8, { steps: 4 })
    await mouse.move(to.x + to.width / 2, to.y + to.height * 0.75, { steps: 12 })
    const dropped = Date.now()
    await mouse.up()
    return dropped
  }

  /** Resolves to the moment when a column first shows a card. Ask before it is moved there. */
  seen(title, column) {
    const moment = this.page.evaluate(
      ([title, column]) =>
        new Promise((resolve) => {
          const lane = document.querySelector(`section[aria-label="${column}"]`)
          const look = () => {
            if (![...lane.querySelectorAll('a')].some((link) => link.getAttribute('aria-label')?.startsWith(`${title}, `))) return
            observer.disconnect()
            // It has been put into the document: seen is when it has been drawn.
            requestAnimationFrame(() => setTimeout(() => resolve(Date.now())))
          }
          const observer = new MutationObserver(look)
          observer.observe(lane, { childList: true, subtree: true, attributes: true })
          look()
        }),
      [title, column],
    )
    moment.catch(() => undefined) // what ends the test first is what went wrong
    return moment
  }

  /** For each column the titles of its cards from top to bottom, and how many it says that there are. */
  read() {
    return this.page.getByRole('main', { name: 'Board' }).evaluate((main) => {
      const columns = [...main.querySelectorAll('section')].map((section) => {
        const cards = [...section.querySelectorAll('[role=listitem]')].sort((one, other) => one.getAttribute('aria-posinset') - other.getAttribute('aria-posinset'))
        return [section.getAttribute('aria-label'), cards.map((card) => card.querySelector('a')?.getAttribute('aria-label').replace(/, [A-Z][A-Z0-9]+-\d+(, .*)?$/, '') ?? '')]
      })
      return Object.fromEntries(columns)
    })
  }
}
