import {costReport, type CurrencyCosts, headAmount, notInTotals, perhapsTwice, type Split} from '../facts/costs.ts'
import {costsHeading, kindLabels, poundsText, ratesText, reconciled, roundingText} from '../facts/cost-words.ts'
import {moneyText, moneyTexts} from '../facts/money.ts'
import type {ReportIndex} from '../facts/report-index.ts'
import {tagFaults} from '../facts/tag-faults.ts'
import {md, table} from './escape.ts'

const mostSystems = 30
const mostRows = 10

/** What the bills say; empty where there is none. */
export function costsPart(index: ReportIndex): string {
  const report = costReport(index)
  if (!report) return ''
  const faults = tagFaults(index).slice(0, mostRows)
  const parts = [
    `## ${md(costsHeading(report))}`,
    [
      'Amortised; every row is in [costs.csv](costs.csv).',
      md(ratesText(index)),
      ...perhapsTwice(index).map(md),
      ...notInTotals(index, report).map(md),
    ]
      .filter(Boolean)
      .join(' '),
    ...report.currencies.map(splitTable),
    `${roundingText} In costs.csv all are exact.`,
    table(
      ['System', 'Months', 'Amortised', 'Billed', 'In pounds', 'Declared a year'],
      report.systems
        .slice(0, mostSystems)
        .map(({system, currency, sum, gbp, months, declaredGbp}) => [
          md(index.nameOf(system)),
          months,
          sum.effective === undefined ? 'Not known' : moneyText(sum.effective, currency),
          moneyText(sum.billed, currency),
          poundsText(gbp),
          declaredGbp === undefined ? 'Not declared' : moneyText(declaredGbp, 'GBP'),
        ]),
    ),
    ...reconciled(report).map(md),
    table(
      ['What is nobody’s', 'Why', 'Amortised'],
      report.unallocated
        .slice(0, mostRows)
        .map(({what, why, currency, sum}) => [md(what), md(why), moneyText(headAmount(sum), currency)]),
    ),
    ...(faults.length > 0
      ? [
          table(
            ['Faults of tags', 'Resources or accounts'],
            faults.map(({fault, things}) => [md(fault), String(things)]),
          ),
        ]
      : []),
  ]
  return parts.join('\n\n')
}

function splitTable({currency, all, kinds}: CurrencyCosts): string {
  const row = (label: string, split: Split, amount: typeof headAmount): readonly string[] => [
    label,
    ...moneyTexts([split.attributed, split.shared, split.unallocated].map(amount), currency),
    moneyText(amount(split.total), currency),
  ]
  return table(
    ['Charges', 'Attributed', 'Shared', 'Unallocated', 'Total'],
    [
      ...kinds.map(([kind, split]) => row(kindLabels[kind], split, headAmount)),
      row('All', all, headAmount),
      row('All, as billed', all, ({billed}) => billed),
    ],
  )
}
