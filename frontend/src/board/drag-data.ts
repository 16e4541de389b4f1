import type { Status } from './model'

type Data = Record<string | symbol, unknown>

const CARD = Symbol('card')
const COLUMN = Symbol('column')

/** What a dragged card, or a card that is dragged over, tells the board. */
export interface CardData {
  readonly id: string
  readonly statusId: string
}

export function cardData(data: CardData): Data {
  return { [CARD]: true, ...data }
}

export function columnData(status: Status): Data {
  return { [COLUMN]: true, statusId: status.id }
}

export function isCardData(data: Data): data is Data & CardData {
  return data[CARD] === true
}

export function isColumnData(data: Data): data is Data & { readonly statusId: string } {
  return data[COLUMN] === true
}
