import { Dialog } from '../ui/dialog'
import { CTRL } from '../ui/keys'

type Keys = ReadonlyArray<[keys: readonly string[], what: string]>

const GROUPS: ReadonlyArray<[name: string, keys: Keys]> = [
  [
    'Anywhere',
    [
      [[CTRL, 'k'], 'Go to a project or task, or do something'],
      [['/'], 'Search'],
      [['?'], 'This list'],
      [[CTRL, 'Enter'], 'Send a comment, save a description'],
    ],
  ],
  [
    'On a board or list',
    [
      [['n'], 'New task'],
      [['↑ ↓ ← →'], 'From task to task'],
      [['Enter'], 'Open the task'],
      [['Esc'], 'Close the task'],
      [['Alt', '↑ ↓ ← →'], 'Move the card'],
      [[CTRL, 'z'], 'Undo the last change'],
    ],
  ],
  [
    'Several tasks at once',
    [
      [['x'], 'Choose the task, or not any more'],
      [['Shift', '↑ ↓'], 'Choose one more'],
      [[CTRL, 'click'], 'Choose a task'],
      [['Shift', 'click'], 'Choose all up to it'],
      [['s', 'p', 'a', 'l', 'd'], 'Status, priority, assignee, labels, due date'],
      [['Esc'], 'Choose none'],
    ],
  ],
]

export function Shortcuts({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      {GROUPS.map(([name, keys]) => (
        <section key={name} aria-label={name}>
          <h3 className="pb-2 font-semibold text-soft">{name}</h3>
          <dl className="grid grid-cols-[8.5rem_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5">
            {keys.map(([keys, what]) => (
              <div key={what} className="contents">
                <dt className="flex gap-1">
                  {keys.map((key) => (
                    <kbd key={key} className="min-w-6 rounded border border-edge bg-sunk px-1.5 py-0.5 text-center font-mono text-xs">
                      {key}
                    </kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
