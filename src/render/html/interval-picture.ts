import type {Total} from '../../model/assessment.ts'
import {endText, totalText} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'

const percent = (value: number): string => `${((Math.min(30, Math.max(0, value)) / 30) * 100).toFixed(2)}%`

/** A risk on the scale from 0 to 30: a black mark when it is known, a hollow bar when it lies somewhere in between. */
export function intervalPicture(overall: Total): Markup {
  const {low, high} = overall
  const known = low === high
  const near = high - low < 4
  const anchor = (value: number, otherwise: string) => (value < 2 ? 'start' : value > 28 ? 'end' : otherwise)
  const label = (value: number, text: string, otherwise: string) =>
    html`<text x="${percent(value)}" y="14" text-anchor="${anchor(value, otherwise)}" font-weight="bold">${text}</text>`
  const tick = (value: number) =>
    html`<line x1="${percent(value)}" x2="${percent(value)}" y1="22" y2="46" class="axis" /><text
        x="${percent(value)}"
        y="62"
        text-anchor="${anchor(value, 'middle')}"
        class="soft"
        >${value}</text
      >`
  return html`<svg
    class="interval"
    width="100%"
    height="68"
    role="img"
    aria-label="Risk ${totalText(overall)} on a scale from 0 to 30; red from 16"
  >
    <rect x="0" y="24" width="100%" height="20" class="track" />
    <rect x="${percent(16)}" y="24" width="${percent(14)}" height="20" class="tint" />
    ${[0, 4, 8, 30].map(tick)}
    ${known ? html`<rect x="${percent(low)}" y="18" width="8" height="32" transform="translate(-4 0)" class="mark" />` : html`<rect x="${percent(low)}" y="26" width="${percent(high - low)}" height="16" class="hollow" />`}
    <line x1="${percent(16)}" x2="${percent(16)}" y1="20" y2="52" class="redline" />
    <text x="${percent(16)}" y="66" text-anchor="middle" class="redtext" font-weight="bold">16 red</text>
    ${known ? label(low, endText(overall, 'low'), 'middle') : [label(low, endText(overall, 'low'), near ? 'end' : 'middle'), label(high, endText(overall, 'high'), near ? 'start' : 'middle')]}
  </svg> `
}

/** The same in a row of the register, 150 pixels wide, so that the line at 16 runs down the table. */
export function intervalInRow(overall: Total): Markup {
  const {low, high} = overall
  const x = (value: number) => (value / 30) * 150
  const mark =
    low === high
      ? html`<rect x="${x(low) - 3}" y="12" width="6" height="16" class="mark" />`
      : html`<rect
          x="${x(low).toFixed(1)}"
          y="15"
          width="${Math.max(7, x(high) - x(low)).toFixed(1)}"
          height="10"
          class="hollow"
        />`
  return html`<svg class="inrow" width="150" height="40" aria-hidden="true">
    <line x1="0" x2="150" y1="20" y2="20" class="axis" />
    ${mark}
  </svg>`
}
