// Where the running Tasklane is, from the environment that scripts/with-tasklane sets.
export const web = required('TASKLANE_WEB_URL')

function required(name) {
  const value = process.env[name]
  if (!value) throw new Error(`${name} must name a running tasklane; scripts/with-tasklane sets it`)
  return value
}
