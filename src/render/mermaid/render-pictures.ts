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

export interface Pictures {
  readonly contextMapSvg: Promise<string | undefined>
  readonly files: Promise<readonly RenderedFile[]>
}

/** The context map and the roadmap as SVG and as PNG. The map's SVG is there before the PNG of it is drawn. */
export function renderPictures(input: ReportInput, options: Options): Pictures {
  const index = indexReport(input)
  const estate = svgOf('estate', contextMapChart(index), options)
  const roadmap = svgOf('roadmap', roadmapChart(index), options)
  // Of a plan that places nothing there is only a mark, which the renderer of PNG sets beside its place.
  const isPlanShown = input.roadmap.placements.length > 0
  return {
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
