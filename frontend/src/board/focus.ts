/** Gives the focus to a card that is in the document. */
export function focusCard(id: string | null): void {
  if (id) cardElement(id)?.focus()
}

/** A card that changes its column is drawn anew there: the focus follows it once it is. */
export function keepFocus(id: string): void {
  requestAnimationFrame(() => {
    const card = cardElement(id)
    card?.focus()
    card?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
}

function cardElement(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`)
}
