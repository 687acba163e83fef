import {describe, expect, it} from '@jest/globals'
import {sha256} from '../../../src/model/ids.ts'
import {renderPngs} from '../../../src/render/png/render-png.ts'

const svg = (text: string, width = 200, height = 40) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100%" viewBox="0 0 ${width} ${height}"><style>text{font-family:arial}</style><text x="4" y="24" font-size="16">${text}</text></svg>`

const sizeOf = (png: string | Uint8Array): [number, number] => {
  const bytes = Buffer.from(png)
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
}

describe('diagrams as PNG', () => {
  it('are twice the size of the drawing, beside it', async () => {
    const [png] = await renderPngs([{path: 'estate.svg', content: svg('Red')}])

    expect(png?.path).toBe('estate.png')
    expect(sizeOf(png?.content ?? '')).toEqual([400, 80])
  })

  it('have their words in the font that comes with them, in bytes that are the same everywhere', async () => {
    const draw = async (text: string) =>
      sha256((await renderPngs([{path: 'a.svg', content: svg(text)}]))[0]?.content ?? '')

    expect(await draw('Tŷ Amser £')).toBe('900270a4f1b9a37d2d7bb76a267cc2d8a37b26ac62386c8a106f785427571d46')
    expect(await draw('')).not.toBe(await draw('Tŷ Amser £'))
  })

  it('are smaller where the drawing is very large', async () => {
    const [png] = await renderPngs([{path: 'a.svg', content: svg('wide', 10_000, 5000)}])

    const [width, height] = sizeOf(png?.content ?? '')
    expect(width * height).toBeLessThanOrEqual(12_000_000)
    expect(Math.round(width / height)).toBe(2)
  })
})
