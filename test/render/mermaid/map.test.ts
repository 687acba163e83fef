import {describe, expect, it} from '@jest/globals'
import {renderSvgs} from '../../../src/render/mermaid/render-svg.ts'

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The drawn box of every node, in the drawing's own coordinates. */
function boxesOf(svg: string): ReadonlyMap<string, Box> {
  const nodes = svg.matchAll(
    /id="[^"]*-flowchart-(\w+)-\d+"[^>]*transform="translate\(([-\d.]+), ([-\d.]+)\)"><rect[^>]*x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)"/g,
  )
  return new Map(
    [...nodes].map(([, id = '', ...numbers]) => {
      const [dx = 0, dy = 0, x = 0, y = 0, width = 0, height = 0] = numbers.map(Number)
      return [id, {left: dx + x, top: dy + y, width, height}]
    }),
  )
}

/** The first and last point of every edge, by the nodes that it joins. */
function edgesOf(svg: string) {
  return [...svg.matchAll(/<path d="([^"]+)" id="[^"]*-L_(\w+?)_(\w+?)_\d+"/g)].map(
    ([, path = '', from = '', to = '']) => {
      const points = [...path.matchAll(/([-\d.]+),([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
      return {from, to, start: points[0] ?? [0, 0], end: points.at(-1) ?? [0, 0]}
    },
  )
}

describe('a map drawn without a browser', () => {
  it('has every arrow begin at the box of its user and end at the box of what it uses', async () => {
    const names = ['A', 'Ministry of Very Long Names and Longer Titles', 'Tŷ Amser', 'iiiiiii', 'WWWWWWW Register']
    const lines = [
      '%%{init: {"layout": "elk", "flowchart": {"htmlLabels": false}}}%%',
      'flowchart LR',
      ...names.map((name, at) => `  u${at}["${name}"]`),
      '  subgraph g1["Owner"]',
      ...names.map((name, at) => `    s${at}["${name}<br/>Could be red"]`),
      '  end',
      ...names.flatMap((_, at) => [`  u${at} --> s${at}`, `  u${at} --> s${(at + 2) % names.length}`]),
    ]
    const {map = ''} = await renderSvgs({map: `${lines.join('\n')}\n`})
    const boxes = boxesOf(map)
    const edges = edgesOf(map)

    expect(boxes.size).toBe(2 * names.length)
    expect(edges).toHaveLength(2 * names.length)
    const gaps = edges.map(({from, to, start, end}) => {
      const [user, used] = [boxes.get(from), boxes.get(to)]
      return {
        fromBox: Math.round(start[0] - ((user?.left ?? NaN) + (user?.width ?? NaN))),
        // The head of the arrow takes the last pixels.
        toBox: (used?.left ?? NaN) - end[0] >= 0 && (used?.left ?? NaN) - end[0] < 8,
        withinHeight: end[1] >= (used?.top ?? NaN) && end[1] <= (used?.top ?? NaN) + (used?.height ?? NaN),
      }
    })
    expect(gaps).toEqual(edges.map(() => ({fromBox: 0, toBox: true, withinHeight: true})))
  })
})
