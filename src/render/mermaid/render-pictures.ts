import type {RenderedFile, ReportInput} from '../rendered.ts'
import {contextMapChart} from './context-map.ts'
import {renderSvgs} from './render-svg.ts'
import {roadmapChart} from './roadmap-chart.ts'

interface Options {
  /** Told when a picture cannot be drawn: the report stands without it, since a table says the same. */
  readonly onProblem: (message: string) => void
  readonly signal?: AbortSignal | undefined
}

/** The context map and the roadmap as SVG. */
export async function renderPictures(
  input: ReportInput,
  {onProblem, signal}: Options,
): Promise<{readonly contextMapSvg?: string; readonly files: readonly RenderedFile[]}> {
  try {
    const {estate = '', roadmap = ''} = await renderSvgs(
      {estate: contextMapChart(input), roadmap: roadmapChart(input)},
      signal,
    )
    return {
      contextMapSvg: estate,
      files: [
        {path: 'estate.svg', content: `${estate}\n`},
        {path: 'roadmap.svg', content: `${roadmap}\n`},
      ],
    }
  } catch (error) {
    signal?.throwIfAborted()
    onProblem(
      `The diagrams could not be drawn (${error instanceof Error ? error.message : 'unknown reason'}); their tables say the same.`,
    )
    return {files: []}
  }
}
