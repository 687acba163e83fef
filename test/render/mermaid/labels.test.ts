import {describe, expect, it} from '@jest/globals'
import {cleanLabel, entityText, quotedLabel} from '../../../src/render/mermaid/labels.ts'
import {renderSvgs} from '../../../src/render/mermaid/render-svg.ts'
import {safeCell} from '../../../src/render/csv/safe-cell.ts'
import {cleanText, fit} from '../../../src/render/text/clean.ts'
import {md} from '../../../src/render/markdown/escape.ts'

const hostile = [
  '"]; evil["',
  '</text><script>alert(1)</script>',
  '%%{init: {}}%%',
  '#quot;',
  '&lt;b&gt;',
  'direction TB',
  'end',
  '$$x$$',
  'fa:fa-bug',
  '`md`',
  'a\\nb',
  'title Evil',
  'section x',
  'x :crit, 2020-01-01',
  'click n1 href "x"',
  '---',
  'Tŷ Cymraeg 👩‍👩‍👧',
  '\u202Eevil',
  'x'.repeat(500),
]

describe('labels', () => {
  it('of hostile names draw as one node and one task each', async () => {
    const nodes = hostile.map((name, at) => `  n${at}["${quotedLabel(cleanLabel(name, 'id'))}"]`)
    const tasks = hostile.map(
      (name, at) =>
        `  section ${entityText(cleanLabel(name, 'id'))}\n  ${entityText(cleanLabel(name, 'id'))} :t${at}, 2027-01-01, 2027-02-01`,
    )

    const {flow = '', gantt = ''} = await renderSvgs({
      flow: `flowchart LR\n${nodes.join('\n')}\n`,
      gantt: `gantt\n  dateFormat YYYY-MM-DD\n${tasks.join('\n')}\n`,
    })

    expect(flow.match(/class="node /g)).toHaveLength(hostile.length)
    expect(gantt.match(/<rect [^>]*class="task /g)).toHaveLength(hostile.length)
    expect(`${flow}${gantt}`).not.toMatch(/<script|NaN|\shref=/)
  }, 60_000)

  it('keep the joiners of a family and drop what turns text around', () => {
    expect(cleanLabel('👩‍👩‍👧 \u202Eabc', 'id')).toBe('👩‍👩‍👧 abc')
    expect(cleanLabel('\u200b\u202e', 'msti/a')).toBe('msti/a')
  })
})

describe('text elsewhere', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '＝1'])('cannot become a formula: %j', (text) => {
    expect(safeCell(text)).toBe(`'${text.trim()}`)
  })

  it('leaves numbers alone', () => {
    expect(safeCell(-1)).toBe(-1)
  })

  it('cannot command a terminal, and fits its columns', () => {
    expect(cleanText('\u001b[31mred\u001b]0;title\u0007\u0000\u202e')).toBe('red')
    expect(fit('日本語の名前', 7)).toBe('日本語…')
    expect(fit('ab', 4)).toBe('ab  ')
  })

  it('is no markup in Markdown', () => {
    expect(md('a|b <b>x</b> [l](u) @user `c` https://x.example')).toBe(
      'a\\|b &lt;b&gt;x&lt;/b&gt; \\[l\\]\\(u\\) &#64;user \\`c\\` https&#58;//x.example',
    )
  })
})
