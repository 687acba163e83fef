import type {SystemAssessment} from '../../model/assessment.ts'
import {sha256} from '../../model/ids.ts'
import {digestWithoutEvidence, withoutEvidenceIds} from '../../model/item-digest.ts'
import type {Settings} from '../../model/settings.ts'
import {dotsKey} from './criteria-table.ts'
import {html, trusted} from './markup.ts'
import {pageOf} from './page.ts'
import type {Page} from './parts.ts'
import {shownSystem, type ShownSystem} from './shown-system.ts'
import {gistOf} from './system-gist.ts'
import {systemSection} from './system-sections.ts'

/** The pages of systems that an earlier report has, and their parts, each by the hash of what it shows. */
export interface PartMemory {
  /** The key of a part that was made of what has this gist. */
  readonly keyOf: (gist: string) => string | undefined
  /** A part as it stands in a page of before. */
  readonly get: (key: string) => Uint8Array | undefined
  /** The bytes of a page of before that is made of this and stands as it was made. */
  readonly standing: (file: string, made: MadeOf) => number | undefined
  /** Tells what a page is made of, and at which byte each part stands. */
  readonly note: (file: string, page: PlacedParts) => void
}

interface MadeOf {
  /** The hash of what stands before and after the parts. */
  readonly around: string
  /** Of the parts, in their order. */
  readonly keys: readonly string[]
  /** Of what each is made of; none where that tells too little. */
  readonly gists: readonly (string | undefined)[]
}

export interface PlacedParts {
  readonly around: string
  readonly parts: readonly PlacedPart[]
  readonly bytes: number
}

interface PlacedPart {
  readonly gist?: string | undefined
  readonly key: string
  readonly from: number
  readonly bytes: number
}

/** A page, without its content where the same stands there already. */
export interface MadePage {
  readonly bytes: number
  readonly content?: Buffer
}

/** A page of systems, made of what was made before as far as it shows the same. */
export function systemsPage(
  page: Page,
  systems: readonly SystemAssessment[],
  {at, around, memory}: {readonly at: number; readonly around: AroundParts; readonly memory: PartMemory | undefined},
): MadePage {
  const [head, foot] = around(at)
  if (!memory)
    return pageOfParts(
      head,
      systems.map((system) => partOf(shownSystem(page, system))),
      foot,
    )
  const wanted = systems.map((system) => wantedPart(page, system, memory))
  const made = {
    around: sha256(Buffer.concat([head, foot])),
    keys: wanted.map(({key}) => key),
    gists: wanted.map(({gist}) => gist),
  }
  const standing = memory.standing(page.file, made)
  if (standing !== undefined) return {bytes: standing}
  const parts = wanted.map(({key, make}) => memory.get(key) ?? make())
  const whole = pageOfParts(head, parts, foot)
  memory.note(page.file, {around: made.around, parts: placed(wanted, parts, head.byteLength), bytes: whole.bytes})
  return whole
}

interface WantedPart {
  readonly gist: string | undefined
  readonly key: string
  readonly make: () => Buffer
}

/** Where it is made of what has been seen before, all that it shows need not be found for its key. */
function wantedPart(page: Page, system: SystemAssessment, memory: PartMemory): WantedPart {
  const gist = gistOf(page, system)
  const known = gist === undefined ? undefined : memory.keyOf(gist)
  if (known !== undefined) return {gist, key: known, make: () => partOf(shownSystem(page, system))}
  const shown = shownSystem(page, system)
  return {gist, key: keyOf(shown), make: () => partOf(shown)}
}

function placed(wanted: readonly WantedPart[], parts: readonly Uint8Array[], begin: number): readonly PlacedPart[] {
  let from = begin
  return wanted.map(({gist, key}, at) => {
    const bytes = parts[at]?.byteLength ?? 0
    from += bytes
    return {gist, key, from: from - bytes, bytes}
  })
}

function pageOfParts(head: Buffer, parts: readonly Uint8Array[], foot: Buffer) {
  const content = Buffer.concat([head, ...parts, foot])
  return {bytes: content.byteLength, content}
}

/** What stands before and after the parts of a page, by its place among the pages. */
export type AroundParts = (at: number) => readonly [Buffer, Buffer]

/** No text that is shown has these characters. */
const numberPlace = '\u0001'
const partsPlace = '\u0000'

export function aroundParts(settings: Settings, css: string): AroundParts {
  const name = `System by system, page ${numberPlace}`
  const main = html`<p class="govuk-body"><a class="govuk-link" href="index.html#register">The register</a></p>
    <h1 class="govuk-heading-xl">${trusted(name)}</h1>
    <h2 class="govuk-visually-hidden">Systems</h2>
    ${dotsKey()}${trusted(partsPlace)}`
  const [head = '', foot = ''] = pageOf({title: trusted(name), settings, css, main, script: 'moved'}).split(partsPlace)
  return (at) => [Buffer.from(head.replaceAll(numberPlace, String(at + 1))), Buffer.from(foot)]
}

function partOf(shown: ShownSystem): Buffer {
  return Buffer.from(systemSection(shown).markup)
}

/** Of all that is shown, which no id of evidence is; what stands in the documents too was read when they were written. */
function keyOf({system, disposition, ...shown}: ShownSystem): string {
  return sha256(
    withoutEvidenceIds(
      JSON.stringify([digestWithoutEvidence(system), disposition && digestWithoutEvidence(disposition), shown]),
    ),
  )
}
