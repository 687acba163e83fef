import {describe, expect, it} from '@jest/globals'
import {htmlReport} from '../../../src/render/html/render-html.ts'
import type {PlacedParts} from '../../../src/render/html/systems-page.ts'
import type {ReportInput} from '../../../src/render/rendered.ts'
import {manySystems, reportInput} from '../inputs.ts'

interface Before {
  readonly parts: ReadonlyMap<string, Uint8Array>
  readonly placed?: ReadonlyMap<string, PlacedParts>
}

/** The pages of systems, with the parts that are in them; pages and parts of before are taken where they are known. */
function pagesOf(input: ReportInput, {parts: before, placed: standing}: Before = {parts: new Map()}) {
  const placed = new Map<string, PlacedParts>()
  let taken = 0
  const get = (key: string) => {
    const part = before.get(key)
    if (part) taken += 1
    return part
  }
  const known = [...(standing?.values() ?? [])].flatMap(({parts}) => parts)
  const {systemPages} = htmlReport(input, {
    keyOf: (gist) => known.find((part) => part.gist === gist)?.key,
    get,
    standing: (file, {around, keys}) => {
      const page = standing?.get(file)
      const isSame = page?.around === around && page.parts.map(({key}) => key).join() === keys.join()
      return isSame ? page.bytes : undefined
    },
    note: (file, page) => placed.set(file, page),
  })
  const contents = new Map(
    [...systemPages].flatMap((file) => ('content' in file ? [[file.path, Buffer.from(file.content)]] : [])),
  )
  const parts = new Map(
    [...placed].flatMap(([file, own]) =>
      own.parts.map(
        ({key, from, bytes}) => [key, contents.get(file)?.subarray(from, from + bytes) ?? Buffer.from('')] as const,
      ),
    ),
  )
  // Texts are compared much sooner than bytes are.
  const pages = new Map([...contents].map(([file, content]) => [file, String(content)]))
  return {pages, parts, placed, taken}
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
    const second = pagesOf(input, {parts: first.parts})
    expect(second.taken).toBe(120)
    expect(second.pages).toEqual(first.pages)
  })

  it('has a part made again when anything that it shows is not as it was', () => {
    const {parts} = pagesOf(input)
    const [first, ...others] = input.assessments.systems
    if (!first) throw new Error('no system')
    const systems = [{...first, name: 'Renamed'}, ...others]
    const changed = {...input, assessments: {...input.assessments, systems}}

    const kept = pagesOf(changed, {parts})
    expect(kept.taken).toBeLessThan(120)
    expect(kept.taken).toBeGreaterThan(60)
    expect(kept.pages).toEqual(pagesOf(changed).pages)
  })

  it('tells beside a score that sources disagree on what it rests on, with what each says', () => {
    const [first] = input.assessments.systems
    if (!first) throw new Error('no system')
    const conflict = {
      record: 'conflict' as const,
      id: 'c1',
      code: 'attribute' as const,
      subject: first.system,
      attribute: 'people',
      message: 'Two disagree',
      values: [
        {value: {needed: 2}, evidence: []},
        {value: {needed: 3}, evidence: []},
      ],
    }
    const {parts} = pagesOf(input)
    const disputed = pagesOf({...input, estate: {...input.estate, conflicts: [conflict]}}, {parts})

    expect(disputed.taken).toBe(119)
    expect([...disputed.parts.values()].map(String).filter((part) => part.includes('Sources disagree.'))).toEqual([
      expect.stringContaining('<strong>Sources disagree.</strong> Two disagree: needed 2; needed 3.'),
    ])
  })

  it('is left where it stands when it is made of the same', () => {
    const first = pagesOf(input)
    expect(pagesOf(structuredClone(input), first).pages).toEqual(new Map())
  })

  it('is made again when what stands around the parts is not as it was', () => {
    const first = pagesOf(input)
    const changed = {
      ...input,
      settings: {...input.settings, report: {...input.settings.report, marking: 'OFFICIAL' as const}},
    }
    expect(pagesOf(changed, first).pages).toEqual(pagesOf(changed).pages)
  })

  it('shows no id of evidence: others that stand for the same places change nothing', () => {
    const first = pagesOf(input)
    const renamed = JSON.parse(
      JSON.stringify(input).replaceAll(/"evidence":\[[^\]]*\]/g, (list) => list.replaceAll(/"e(?!vidence")/g, '"e0')),
    ) as ReportInput // the same with other ids
    const estate = {
      ...input.estate,
      evidence: input.estate.evidence.map((one) => ({...one, id: `e0${one.id.slice(1)}`})),
    }
    const changed = {...input, assessments: renamed.assessments, roadmap: renamed.roadmap, estate}

    expect(changed.assessments).not.toEqual(input.assessments)
    expect(pagesOf(changed).pages).toEqual(first.pages)
    expect(pagesOf(changed, first).pages).toEqual(new Map())
  })

  const changes: readonly (readonly [what: string, change: (input: ReportInput) => ReportInput])[] = [
    [
      'the lines that evidence stands in',
      (one) => ({
        ...one,
        estate: {...one.estate, evidence: one.estate.evidence.map((of) => ({...of, locator: `${of.locator}1`}))},
      }),
    ],
    ['the as-of date', (one) => ({...one, assessments: {...one.assessments, asOf: '2027-11-01'}})],
    [
      'who judged',
      (one) => ({
        ...one,
        assessments: JSON.parse(
          JSON.stringify(one.assessments).replaceAll(/"assessor":"[^"]*"/g, '"assessor":"Another Person"'),
        ) as ReportInput['assessments'], // the same by another person
      }),
    ],
    [
      'the rating of others',
      (one) => ({
        ...one,
        assessments: {
          ...one.assessments,
          systems: one.assessments.systems.map((system, at) => (at % 2 ? system : {...system, redRated: 'could-be'})),
        },
      }),
    ],
    [
      'how they are treated',
      (one) => ({
        ...one,
        roadmap: {...one.roadmap, dispositions: one.roadmap.dispositions.map((of) => ({...of, chosenBy: 'A Person'}))},
      }),
    ],
    [
      'a removed system',
      (one) => ({...one, assessments: {...one.assessments, systems: one.assessments.systems.slice(1)}}),
    ],
  ]
  it.each(changes)('is as if nothing had been made before where this has changed: %s', (_what, change) => {
    const first = pagesOf(input)
    const changed = change(input)
    const afresh = pagesOf(changed).pages
    const again = pagesOf(changed, first).pages

    expect(again.size).toBeGreaterThan(0)
    expect(afresh).not.toEqual(first.pages)
    expect(new Map([...first.pages, ...again])).toEqual(afresh)
  })
})
