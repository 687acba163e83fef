import type {Remember} from '../../model/remember.ts'
import {indexReport} from '../facts/report-index.ts'
import {renderPngs} from '../png/render-png.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {contextMapChart} from './context-map.ts'
import {renderSvgs} from './render-svg.ts'
import {roadmapChart} from './roadmap-chart.ts'

interface Options {
  /** Told when a picture cannot be drawn: the report stands without it, since a table says the same. */
  readonly onProblem: (message: string) => void
  /** Gives what was drawn of the same source before, or draws it: drawing takes longer than all the rest. */
  readonly remember: Remember
  readonly signal?: AbortSignal | undefined
}

/** The context map and the roadmap as SVG and as PNG. */
export async function renderPictures(
  input: ReportInput,
  options: Options,
): Promise<{readonly contextMapSvg?: string; readonly files: readonly RenderedFile[]}> {
  const index = indexReport(input)
  const [estate, roadmap] = await Promise.all([
    picture('estate', contextMapChart(index), options),
    picture('roadmap', roadmapChart(index), options),
  ])
  // Of a plan that places nothing there is only a mark, which the renderer of PNG sets beside its place.
  const shown = input.roadmap.placements.length > 0 ? [estate, roadmap] : [estate, roadmap.slice(0, 1)]
  const [map] = estate
  return {...(map && {contextMapSvg: String(map.content).trimEnd()}), files: shown.flat()}
}

/** A diagram's SVG and its PNG; without the one that cannot be drawn. */
async function picture(name: string, source: string, options: Options): Promise<readonly RenderedFile[]> {
  const svg = await drawn(`svg ${name}\n${source}`, 'The diagrams cannot be drawn', options, async () => {
    const {[name]: text = ''} = await renderSvgs({[name]: source}, options.signal)
    return Buffer.from(`${text}\n`)
  })
  if (!svg) return []
  const file = {path: `${name}.svg`, content: Buffer.from(svg).toString('utf8')}
  const png = await drawn(`png ${name}\n${source}`, 'The diagrams cannot be drawn as PNG', options, async () => {
    const [made] = await renderPngs([file], options.signal)
    return made && Buffer.from(made.content)
  })
  return png ? [file, {path: `${name}.png`, content: png}] : [file]
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
