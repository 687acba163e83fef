import {type Csr, word} from '../topology.ts'
import {components} from './components.ts'

/**
 * Each node's layer: 0 where it leads to nothing but itself, else one more than the highest layer it leads to. Nodes that
 * lead to each other are in one layer.
 */
export function layers(csr: Csr): Uint32Array {
  const {count, of} = components(csr)
  const n = csr.off.length - 1
  const byComponent = Uint32Array.from({length: n}, (_, v) => v).sort((a, b) => word(of, a) - word(of, b))
  const layerOf = new Uint32Array(count)
  // What a component leads to has a lower number, so its layer is settled before it is asked for.
  for (const v of byComponent) {
    const component = word(of, v)
    for (let edge = word(csr.off, v); edge < word(csr.off, v + 1); edge += 1) {
      const other = word(of, word(csr.adj, edge))
      if (other !== component) layerOf[component] = Math.max(word(layerOf, component), word(layerOf, other) + 1)
    }
  }
  return of.map((component) => word(layerOf, component))
}
