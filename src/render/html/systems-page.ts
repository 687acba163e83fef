import type {SystemAssessment} from '../../model/assessment.ts'
import {sha256} from '../../model/ids.ts'
import {digestWithoutEvidence, withoutEvidenceIds} from '../../model/item-digest.ts'
import type {Settings} from '../../model/settings.ts'
import {dotsKey} from './criteria-table.ts'
import {html, trusted} from './markup.ts'
import {pageOf} from './page.ts'
import type {Page} from './parts.ts'
import {shownSystem, type ShownSystem} from './shown-system.ts'
import {systemSection} from './system-sections.ts'

/** The pages of systems that an earlier report has, and their parts, each by the hash of what it shows. */
export interface PartMemory {
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
}

export interface PlacedParts {
  readonly around: string
  readonly parts: readonly PlacedPart[]
  readonly bytes: number
}

interface PlacedPart {
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
  const shown = systems.map((system) => shownSystem(page, system))
  if (!memory) return pageOfParts(head, shown.map(partOf), foot)
  const made = {around: sha256(Buffer.concat([head, foot])), keys: shown.map(keyOf)}
  const standing = memory.standing(page.file, made)
  if (standing !== undefined) return {bytes: standing}
  const parts = shown.map((one, place) => memory.get(made.keys[place] ?? '') ?? partOf(one))
  const whole = pageOfParts(head, parts, foot)
  let from = head.byteLength
  const placed = parts.map(({byteLength: bytes}, place) => {
    from += bytes
    return {key: made.keys[place] ?? '', from: from - bytes, bytes}
  })
  memory.note(page.file, {around: made.around, parts: placed, bytes: whole.bytes})
  return whole
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
