import type {Remember} from '../../model/remember.ts'
import {placesInOrder} from '../facts/evidence-places.ts'
import {entryMaps} from '../facts/program-maps.ts'
import {indexReport, type ReportIndex} from '../facts/report-index.ts'
import {renderPngs} from '../png/render-png.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {contextMapChart} from './context-map.ts'
import {jobOrderChart} from './job-order-chart.ts'
import {programChart} from './program-chart.ts'
import {renderSvgs} from './render-svg.ts'
import {roadmapChart} from './roadmap-chart.ts'

interface Options {
  /** Told when a picture cannot be drawn: the report stands without it, since a table says the same. */
  readonly onProblem: (message: string) => void
  /** Gives what was drawn of the same source before, or draws it: drawing takes longer than all the rest. */
  readonly remember: Remember
  readonly signal?: AbortSignal | undefined
}

export interface Pictures {
  readonly contextMapSvg: Promise<string | undefined>
  readonly files: Promise<readonly RenderedFile[]>
  /** By the id of what is in the middle, or of the system whose jobs' order it is, as SVG; without those that cannot be drawn. */
  readonly programMaps: Promise<ReadonlyMap<string, string>>
}

/** The context map and the roadmap as SVG and as PNG. The map's SVG is there before the PNG of it is drawn. */
export function renderPictures(input: ReportInput, options: Options): Pictures {
  const index = indexReport(input)
  const estate = svgOf('estate', contextMapChart(index), options)
  const roadmap = svgOf('roadmap', roadmapChart(index), options)
  // Of a plan that places nothing there is only a mark, which the renderer of PNG sets beside its place.
  const isPlanShown = input.roadmap.placements.length > 0
  return {
    programMaps: programMapSvgs(index, options),
    contextMapSvg: estate.then((svg) => svg && String(svg.content).trimEnd()),
    files: Promise.all([withPng(estate, options), isPlanShown ? withPng(roadmap, options) : roadmap]).then((files) =>
      files.flat().filter((file) => file !== undefined),
    ),
  }
}

interface Drawn extends RenderedFile {
  /** What it was drawn of. */
  readonly source: string
  readonly content: string
}

async function svgOf(name: string, source: string, options: Options): Promise<Drawn | undefined> {
  const svg = await drawn(`svg ${name}\n${source}`, 'The diagrams cannot be drawn', options, async () => {
    const {[name]: text = ''} = await renderSvgs({[name]: source}, options.signal)
    return Buffer.from(`${text}\n`)
  })
  return svg && {path: `${name}.svg`, content: Buffer.from(svg).toString('utf8'), source}
}

/** The maps of one system after the other, each system's in one process, so that no machine is flooded with them. */
async function programMapSvgs(index: ReportIndex, options: Options): Promise<ReadonlyMap<string, string>> {
  const svgs = new Map<string, string>()
  let number = 0
  const placesOf = (evidence: readonly string[]): readonly string[] => placesInOrder(index, evidence)
  for (const [system, maps] of entryMaps(index)) {
    const order = jobOrderChart(index, system)
    const charts = [
      ...maps.map(({id, map}) => ({id, source: programChart(map, placesOf)})),
      ...(order === undefined ? [] : [{id: system, source: order}]),
    ]
    // Each has a name of its own on the page.
    const named = charts.map((chart) => ({...chart, name: `entry-${(number += 1)}`}))
    const sources = Object.fromEntries(named.map(({name, source}) => [name, source]))
    if (named.length === 0) continue
    const bytes = await drawn(
      `svgs ${JSON.stringify(sources)}`,
      'The maps of programs cannot be drawn',
      options,
      async () => Buffer.from(JSON.stringify(await renderSvgs(sources, options.signal))),
    )
    const drawing: Record<string, string> = bytes
      ? (JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<string, string>)
      : {} // as it was written
    for (const {id, name} of named) if (drawing[name] !== undefined) svgs.set(id, drawing[name])
  }
  return svgs
}

/** A diagram's SVG and its PNG; without the one that cannot be drawn. */
async function withPng(drawing: Promise<Drawn | undefined>, options: Options): Promise<readonly RenderedFile[]> {
  const svg = await drawing
  if (!svg) return []
  const name = svg.path.replace(/\.svg$/, '')
  const png = await drawn(`png ${name}\n${svg.source}`, 'The diagrams cannot be drawn as PNG', options, async () => {
    const [made] = await renderPngs([svg], options.signal)
    return made && Buffer.from(made.content)
  })
  return png ? [svg, {path: `${name}.png`, content: png}] : [svg]
}

/** What is drawn, or a note: the report stands without it. */
async function drawn(
  key: string,
  problem: string,
  {onProblem, remember, signal}: Options,
  draw: () => Promise<Uint8Array | undefined>,
): Promise<Uint8Array | undefined> {
  try {
    return await remember(key, draw)
  } catch (error) {
    signal?.throwIfAborted()
    onProblem(`${problem} (${error instanceof Error ? error.message : 'unknown reason'}); their tables say the same.`)
    return undefined
  }
}
