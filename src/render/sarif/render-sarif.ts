import {type BlockerId, blockerOf, blockers} from '../../model/blockers.ts'
import {attributeValue, type Entity} from '../../model/entity.ts'
import type {Evidence} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {displayText} from '../facts/display-text.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'

/** No file of a report is over 2 MB. */
const mostBytes = 1_900_000

/**
 * What stands in the way of a move, place by place, as SARIF 2.1.0, which editors and code hosts show beside the code;
 * `blockers-2.sarif` and so on where one file would be too large. Nothing where no source was scanned.
 */
export function* renderSarif({estate, producedBy}: ReportInput, most = mostBytes): Generator<RenderedFile> {
  const scanned = estate.entities.some(
    (one) => one.kind === 'component' && attributeValue(one, 'type') === 'repository',
  )
  if (!scanned) return
  const evidence = new Map(estate.evidence.map((one) => [one.id, one]))
  const results = estate.entities.flatMap((entity) => resultsOf(entity, evidence))
  let part = 0
  for (const some of inParts(results, most)) {
    part += 1
    const run = {tool: {driver: driver(producedBy.version)}, columnKind: 'utf16CodeUnits', results: some}
    const log = {$schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run]}
    yield {path: part === 1 ? 'blockers.sarif' : `blockers-${part}.sarif`, content: `${JSON.stringify(log, null, 1)}\n`}
  }
}

function driver(version: string): object {
  const rules = Object.entries(blockers).map(([id, {words, advice}]) => ({
    id,
    shortDescription: {text: `${words.charAt(0).toUpperCase()}${words.slice(1)}`},
    help: {text: advice},
    defaultConfiguration: {level: 'warning'},
  }))
  return {name: 'domesday', semanticVersion: version, rules}
}

interface Result {
  readonly ruleId: BlockerId
  readonly [key: string]: unknown
}

function resultsOf(entity: Entity, evidence: ReadonlyMap<string, Evidence>): readonly Result[] {
  return (entity.attributes.blockers ?? []).flatMap((item) => {
    const ruleId = 'value' in item ? blockerOf(item.value) : undefined
    if (ruleId === undefined) return []
    const name = displayText(entity.name, 200)
    return item.evidence
      .flatMap((id) => evidence.get(id)?.locator ?? [])
      .toSorted(compareText)
      .map((locator) => ({
        ruleId,
        ruleIndex: Object.keys(blockers).indexOf(ruleId),
        message: {text: `${name}: ${blockers[ruleId].words}`},
        locations: [{physicalLocation: locationOf(locator)}],
        properties: {component: entity.id},
      }))
  })
}

/** `path/to/File.java:14`; the path is relative to the audit folder. */
function locationOf(locator: string): object {
  const [, path = locator, line] = /^(.*):(\d+)$/.exec(locator) ?? []
  return {
    artifactLocation: {uri: path.split('/').map(encodeURIComponent).join('/')},
    ...(line !== undefined && {region: {startLine: Math.max(1, Number(line))}}),
  }
}

/** One part at least: that nothing was found is told too. */
function* inParts(results: readonly Result[], most: number): Generator<readonly Result[]> {
  let [part, bytes]: [Result[], number] = [[], 0]
  for (const result of results) {
    const own = Buffer.byteLength(JSON.stringify(result, null, 1)) + 200
    if (part.length > 0 && bytes + own > most - 20_000) {
      yield part
      ;[part, bytes] = [[], 0]
    }
    part.push(result)
    bytes += own
  }
  yield part
}
