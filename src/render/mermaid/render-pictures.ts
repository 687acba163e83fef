import {indexReport} from '../facts/report-index.ts'
import {renderPngs} from '../png/render-png.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {contextMapChart} from './context-map.ts'
import {renderSvgs} from './render-svg.ts'
import {roadmapChart} from './roadmap-chart.ts'

interface Options {
  /** Told when a picture cannot be drawn: the report stands without it, since a table says the same. */
  readonly onProblem: (message: string) => void
  readonly signal?: AbortSignal | undefined
}

/** The context map and the roadmap as SVG and as PNG. */
export async function renderPictures(
  input: ReportInput,
  {onProblem, signal}: Options,
): Promise<{readonly contextMapSvg?: string; readonly files: readonly RenderedFile[]}> {
  const index = indexReport(input)
  const sources = {estate: contextMapChart(index), roadmap: roadmapChart(index)}
  const svgs = await unless(onProblem, 'The diagrams could not be drawn', () => renderSvgs(sources, signal), signal)
  if (!svgs) return {files: []}
  const {estate = '', roadmap = ''} = svgs
  const files = [
    {path: 'estate.svg', content: `${estate}\n`},
    {path: 'roadmap.svg', content: `${roadmap}\n`},
  ]
  const pngs = await unless(
    onProblem,
    'The diagrams could not be drawn as PNG',
    // Of a plan that places nothing there is only a mark, which the renderer of PNG sets beside its place.
    () => renderPngs(input.roadmap.placements.length > 0 ? files : files.slice(0, 1), signal),
    signal,
  )
  return {contextMapSvg: estate, files: [...files, ...(pngs ?? [])]}
}

/** What is drawn, or a note: the report stands without it, since a table says the same. */
async function unless<T>(
  onProblem: Options['onProblem'],
  what: string,
  draw: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  try {
    return await draw()
  } catch (error) {
    signal?.throwIfAborted()
    onProblem(`${what} (${error instanceof Error ? error.message : 'unknown reason'}); their tables say the same.`)
    return undefined
  }
}
