/** The reference that somebody has typed: `web-12`, or `12` alone within a project; null when it is none. */
export function referenceIn(text: string, projectKey: string | null = null): string | null {
  const match = /^(?:([a-z][a-z0-9]{1,9})-)?(\d{1,9})$/i.exec(text.trim())
  const key = match?.[1]?.toUpperCase() ?? projectKey
  return match && key ? `${key}-${Number(match[2])}` : null
}
