import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Markdown } from './markdown'

const html = (source: string) => renderToStaticMarkup(<Markdown>{source}</Markdown>)

describe('Markdown', () => {
  it('draws the usual', () => {
    const out = html('# A\n\n**b** and `c`\n\n- [x] d\n- [ ] e\n\n[f](https://example.org)')
    expect(out).toContain('<h3>A</h3>')
    expect(out).toContain('<strong>b</strong>')
    expect(out).toContain('<code>c</code>')
    expect(out.match(/type="checkbox"/g)).toHaveLength(2)
    expect(out).toContain('href="https://example.org"')
  })

  it('names the boxes of a checklist by their words, to be pressed only where that is wanted', () => {
    const list = '- [x] cut **all** gears\n- [ ] oil &amp; clean'
    expect(html(list)).toContain('aria-label="cut all gears"')
    expect(html(list)).toContain('aria-label="oil &amp; clean"')
    expect(html(list).match(/disabled=""/g)).toHaveLength(2)
    expect(renderToStaticMarkup(<Markdown onTick={() => {}}>{list}</Markdown>)).not.toContain('disabled')
  })

  it('draws a mention as a name', () => {
    const out = html('ask [@Ada](mention:7d7b) now')
    expect(out).toContain('@Ada</span>')
    expect(out).not.toContain('mention:')
  })

  it('resolves character references as text', () => {
    expect(html('&lt;b&gt; &amp; &#169; `a &lt; b`')).toContain('&lt;b&gt; &amp; ©')
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '<math><mi xlink:href="javascript:alert(1)">',
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt&colon;alert(1))',
    '[a](java&#10;script:alert(1))',
    '[a](data:text/html,<script>alert(1)</script>)',
    '[a](vbscript:x)',
    '![a](javascript:alert(1))',
    '![a](data:image/svg+xml,<svg onload=alert(1)>)',
    '<javascript:alert(1)>',
    '[a]: javascript:alert(1)\n\n[a]',
    '[a](https://x" onmouseover="alert(1))',
    '- [ ] <b onclick=alert(1)>x</b>',
    '| <img src=x onerror=alert(1)> |\n|---|\n| <script>1</script> |',
  ])('leaves nothing in %s that could run', (source) => {
    const out = html(source)
    expect(out).not.toMatch(/<(script|img|svg|iframe|math|b)[\s>]/i)
    expect(out).not.toMatch(/<[^>]+\son\w+=/i)
    expect(out).not.toMatch(/(href|src)="\s*(javascript|data|vbscript)/i)
  })
})
