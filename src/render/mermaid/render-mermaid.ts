import {indexReport} from '../facts/report-index.ts'
import type {RenderedFile, ReportInput} from '../rendered.ts'
import {contextMapChart} from './context-map.ts'
import {roadmapChart} from './roadmap-chart.ts'

/** The sources of the diagrams, for tools that draw Mermaid themselves. */
export function renderMermaid(input: ReportInput): readonly RenderedFile[] {
  const index = indexReport(input)
  return [
    {path: 'roadmap.mmd', content: roadmapChart(index)},
    {path: 'estate.mmd', content: contextMapChart(index)},
  ]
}
