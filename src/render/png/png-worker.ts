import {readFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import {initWasm, Resvg} from '@resvg/resvg-wasm'
import {answering} from '../in-child.ts'

/** Twice the size at which it is drawn, so that it is sharp on paper and on dense screens. */
const zoom = 2
/** A picture that would have more pixels is drawn smaller: past it viewers give up. */
const mostPixels = 12_000_000
/** No file of a report is larger. */
const mostBytes = 2_000_000

answering(async ({svgs}: {readonly svgs: Readonly<Record<string, string>>}) => {
  const require = createRequire(import.meta.url)
  const read = (name: string) => readFile(require.resolve(name))
  await initWasm(await read('@resvg/resvg-wasm/index_bg.wasm'))
  const fontBuffers = await Promise.all([
    read('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf'),
    read('@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf'),
  ])
  const font = {fontBuffers, defaultFontFamily: 'Arimo', sansSerifFamily: 'Arimo'}
  const draw = (svg: string, value: number): Uint8Array => {
    const drawing = new Resvg(svg, {background: '#ffffff', fitTo: {mode: 'zoom', value}, font})
    const png = drawing.render().asPng()
    drawing.free()
    return png
  }
  return Object.entries(svgs).flatMap(([name, svg]) => {
    const most = Math.min(zoom, Math.sqrt(mostPixels / areaOf(svg)))
    const sharp = draw(svg, most)
    const png = sharp.byteLength <= mostBytes ? sharp : draw(svg, most / 2)
    return png.byteLength <= mostBytes ? [[name, png] as const] : []
  })
})

/** In pixels, as it is drawn. */
function areaOf(svg: string): number {
  const [, width = '', height = ''] = /viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"/.exec(svg) ?? []
  return Math.max(1, Number(width) * Number(height))
}
