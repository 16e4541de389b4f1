import { useState } from 'react'
import { Section } from '../ui/section'
import { applyTheme, currentTheme, type Theme } from '../ui/theme'

const THEMES: ReadonlyArray<[Theme, string]> = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
]

export function Appearance() {
  const [theme, setTheme] = useState(currentTheme)
  const choose = (theme: Theme) => {
    applyTheme(theme)
    setTheme(theme)
  }
  return (
    <Section title="Appearance" hint="On this device.">
      <fieldset className="flex flex-wrap gap-5">
        <legend className="sr-only">Theme</legend>
        {THEMES.map(([value, name]) => (
          <label key={value} className="flex items-center gap-1.5">
            <input type="radio" name="theme" checked={theme === value} onChange={() => choose(value)} />
            {name}
          </label>
        ))}
      </fieldset>
    </Section>
  )
}
