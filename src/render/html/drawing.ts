import {html, type Markup, trusted} from './markup.ts'

/** A larger drawing would keep a page from opening at once. */
const largest = 120_000

/**
 * A drawing of ours in a region that scrolls where the screen is narrower. It comes from a renderer that cleans its
 * labels; one with anything that could act is left out all the same.
 */
export function drawing(svg: string, label: string): Markup | 'too large' | undefined {
  if (/<(script|foreignObject|iframe|image|a)\b|<[^>]*\s(on\w+|href|xlink:href)\s*=\s*["']?(?!["']?#)/i.test(svg))
    return undefined
  if (svg.length > largest) return 'too large'
  return html`<div class="region map" role="region" aria-label="${label}" tabindex="0">${trusted(inPixels(svg))}</div>`
}

/** As wide as it was drawn: its text stays 16 pixels high. */
function inPixels(svg: string): string {
  const width = /viewBox="[-\d.]+ [-\d.]+ ([\d.]+) [\d.]+"/.exec(svg)?.[1]
  return width ? svg.replace(/width="100%"/, `width="${Math.ceil(Number(width))}"`) : svg
}
