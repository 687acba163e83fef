import {readFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import type {RenderedFile} from '../rendered.ts'

/** Twice the size at which it is drawn, so that it is sharp on paper and on dense screens. */
const zoom = 2
/** A picture that would be wider or higher than this is drawn smaller: past it viewers give up. */
const mostPixels = 8000
/** No file of a report is larger. */
const mostBytes = 2_000_000

/**
 * Diagrams as PNG, for slides and mail. Nothing of the machine is asked: the renderer is WebAssembly and its font comes
 * with the package, with Arial's widths, which the diagrams were measured with; so the bytes are the same everywhere.
 */
export async function renderPngs(svgs: readonly RenderedFile[]): Promise<readonly RenderedFile[]> {
  const {initWasm, Resvg} = await import('@resvg/resvg-wasm')
  const require = createRequire(import.meta.url)
  const read = (name: string) => readFile(require.resolve(name))
  const [wasm, ...fonts] = await Promise.all([
    read('@resvg/resvg-wasm/index_bg.wasm'),
    read('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf'),
    read('@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf'),
  ])
  await ready(initWasm(wasm))
  const font = {fontBuffers: fonts, defaultFontFamily: 'Arimo', sansSerifFamily: 'Arimo'}
  return svgs.flatMap(({path, content}) => {
    const draw = (value: number): Uint8Array => {
      const svg = new Resvg(String(content), {background: '#ffffff', fitTo: {mode: 'zoom', value}, font})
      const fits = Math.min(1, mostPixels / Math.max(svg.width * value, svg.height * value))
      return fits < 1 ? draw(value * fits * 0.99) : svg.render().asPng()
    }
    const png = [zoom, zoom / 2].map(draw).find((bytes) => bytes.byteLength <= mostBytes)
    return png ? [{path: path.replace(/\.svg$/, '.png'), content: png}] : []
  })
}

/** The module can be started once in a process; a second start is no fault. */
async function ready(starting: Promise<void>): Promise<void> {
  try {
    await starting
  } catch (error) {
    if (!/already initialized/i.test(error instanceof Error ? error.message : String(error))) throw error
  }
}
