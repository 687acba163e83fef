import {describe, expect, it} from '@jest/globals'
import {htmlReport} from '../../../src/render/html/render-html.ts'
import type {PlacedPart} from '../../../src/render/html/systems-page.ts'
import type {ReportInput} from '../../../src/render/rendered.ts'
import {manySystems, reportInput} from '../inputs.ts'

/** The pages of systems, with the parts that are in them; parts of before are taken where they are known. */
function pagesOf(input: ReportInput, before: ReadonlyMap<string, Uint8Array> = new Map()) {
  const placed = new Map<string, readonly PlacedPart[]>()
  let taken = 0
  const get = (key: string) => {
    const part = before.get(key)
    if (part) taken += 1
    return part
  }
  const {systemPages} = htmlReport(input, {get, note: (file, parts) => placed.set(file, parts)})
  const pages = new Map([...systemPages].map(({path, content}) => [path, Buffer.from(content)]))
  const parts = new Map(
    [...placed].flatMap(([file, own]) =>
      own.map(({key, from, bytes}) => [key, pages.get(file)?.subarray(from, from + bytes) ?? Buffer.from('')] as const),
    ),
  )
  return {pages, parts, taken}
}

describe('a page of systems', () => {
  const input = reportInput({systems: manySystems(120)})

  it('tells where each part stands', () => {
    const {parts} = pagesOf(input)
    expect(parts.size).toBe(120)
    for (const part of parts.values()) expect(String(part)).toMatch(/^<article id="system-[^]*<\/article> $/)
  })

  it('is made of what was made before, with the same bytes', () => {
    const first = pagesOf(input)
    const second = pagesOf(input, first.parts)
    expect(second.taken).toBe(120)
    expect(second.pages).toEqual(first.pages)
  })

  it('has a part made again when anything that it shows is not as it was', () => {
    const {parts} = pagesOf(input)
    const [first, ...others] = input.assessments.systems
    if (!first) throw new Error('no system')
    const systems = [{...first, name: 'Renamed'}, ...others]
    const changed = {...input, assessments: {...input.assessments, systems}}

    const kept = pagesOf(changed, parts)
    expect(kept.taken).toBeLessThan(120)
    expect(kept.taken).toBeGreaterThan(60)
    expect(kept.pages).toEqual(pagesOf(changed).pages)
  })
})
