import type {SystemAssessment} from '../../model/assessment.ts'
import {sha256} from '../../model/ids.ts'
import {itemDigest} from '../../model/item-digest.ts'
import type {Settings} from '../../model/settings.ts'
import {dotsKey} from './criteria-table.ts'
import {html, trusted} from './markup.ts'
import {pageOf} from './page.ts'
import type {Page} from './parts.ts'
import {shownSystem, type ShownSystem} from './shown-system.ts'
import {systemSection} from './system-sections.ts'

/** The parts of systems that an earlier report is made of, by the hash of what they show. */
export interface PartMemory {
  readonly get: (key: string) => Uint8Array | undefined
  /** Tells which parts a page is made of, and at which byte each stands. */
  readonly note: (file: string, parts: readonly PlacedPart[]) => void
}

export interface PlacedPart {
  readonly key: string
  readonly from: number
  readonly bytes: number
}

/** A page of systems, made of what was made before as far as it shows the same. */
export function systemsPage(
  page: Page,
  systems: readonly SystemAssessment[],
  {at, around, memory}: {readonly at: number; readonly around: AroundParts; readonly memory: PartMemory | undefined},
): Buffer {
  const [head, foot] = around(at)
  const parts = systems.map((system) => partOf(page, system, memory))
  let from = head.byteLength
  const placed = parts.map(({key, content}) => {
    const bytes = content.byteLength
    from += bytes
    return {key, from: from - bytes, bytes}
  })
  memory?.note(page.file, placed)
  return Buffer.concat([head, ...parts.map(({content}) => content), foot])
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

function partOf(page: Page, system: SystemAssessment, memory: PartMemory | undefined) {
  const shown = shownSystem(page, system)
  const key = memory ? keyOf(shown) : ''
  return {key, content: memory?.get(key) ?? Buffer.from(systemSection(shown).markup)}
}

/** Of all that is shown; what stands in the documents too was read for its hash when they were written. */
function keyOf({system, disposition, ...shown}: ShownSystem): string {
  return sha256(JSON.stringify([itemDigest(system), disposition && itemDigest(disposition), shown]))
}
