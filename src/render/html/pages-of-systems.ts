import type {SystemAssessment} from '../../model/assessment.ts'
import {systemMark} from './markup.ts'

export interface SystemsPage {
  readonly file: string
  readonly systems: readonly SystemAssessment[]
}

/** So much of a page is filled at least: nearly all of it, with room enough to end where it ended in another edition. */
const leastFilled = 0.8

/**
 * Systems in their order, on pages of at most so many. Where a page ends is for the systems there to say: a system that
 * others pass in the order moves the ends near its two places, and the pages in between stay as they are. So a link that
 * was sent mostly finds its page, and after a changed fact few pages are written.
 */
export function pagesOf(systems: readonly SystemAssessment[], most: number): readonly SystemsPage[] {
  const pages: SystemsPage[] = []
  for (let from = 0; from < systems.length;) {
    const end = pageEnd(systems, from, most)
    pages.push({file: `systems-${pages.length + 1}.html`, systems: systems.slice(from, end)})
    from = end
  }
  return pages
}

/** Before that system, of those that may begin the next page, whose mark is least. */
function pageEnd(systems: readonly SystemAssessment[], from: number, most: number): number {
  if (systems.length - from <= most) return systems.length
  const least = from + Math.ceil(most * leastFilled)
  const marks = systems.slice(least, from + most + 1).map(({system}) => systemMark(system))
  return least + marks.reduce((best, mark, at) => (mark < (marks[best] ?? '') ? at : best), 0)
}
