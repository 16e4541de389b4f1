const APPLE = /Mac|iPhone|iPad/.test(typeof navigator === 'undefined' ? '' : navigator.platform)

/** The key that goes with others to make a command, as it is printed on the keyboards of this kind of machine. */
export const CTRL = APPLE ? '⌘' : 'Ctrl'
