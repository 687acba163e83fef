/** The product, as the catalogue calls it. */
export const crystalReports = 'crystal-reports'

/** How the text of a report begins that is in the binary form of its maker: nothing more of it is told. */
export const reportMark = '{"is":"crystal-report"}'
