/** Muted paints that carry white text in both themes. */
const PAINTS = ['#2f6f8f', '#8a4b6d', '#5d6b2f', '#a3552b', '#4f5aa0', '#2d7a63', '#84602a', '#7a4a8f']

function paintOf(id: string): string {
  let sum = 0
  for (let i = 0; i < id.length; i++) sum = (sum * 31 + id.charCodeAt(i)) >>> 0
  return PAINTS[sum % PAINTS.length]!
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => (word ? Array.from(word)[0] : '')).join('').toUpperCase()
}

/** A person as a disc with initials. The name is for sighted people a tooltip; put it in text nearby for others. */
export function Avatar({ person, size = 20, title = person.name }: { person: { readonly id: string; readonly name: string }; size?: number; title?: string }) {
  return (
    <span
      title={title}
      aria-hidden="true"
      className="inline-grid shrink-0 select-none place-items-center rounded-full font-bold leading-none text-white"
      style={{ width: size, height: size, background: paintOf(person.id), fontSize: size * 0.42 }}
    >
      {initials(person.name)}
    </span>
  )
}
