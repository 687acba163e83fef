import type {Node} from 'web-tree-sitter'
import type {Part} from './syntax.ts'

/** Hostile code nests without end: no more than so many steps are taken up or down a tree. */
const deepest = 300
const mostParts = 500

/** The nodes of these types around one, the innermost first. */
export function enclosing(node: Node, wanted: ReadonlySet<string>): readonly Node[] {
  const found: Node[] = []
  let at = node.parent
  for (let steps = 0; at && steps < deepest; steps += 1) {
    if (wanted.has(at.type)) found.push(at)
    at = at.parent
  }
  return found
}

/** The last of what stands around a node, step by step. */
export function outermost(node: Node, around: (node: Node) => Node | undefined): Node {
  let last = node
  for (let steps = 0; steps < deepest; steps += 1) {
    const outer = around(last)
    if (!outer) return last
    last = outer
  }
  return last
}

interface PartReader {
  /** What a node is put together of; undefined for one that is a part itself. */
  readonly insideOf: (node: Node) => readonly (Node | Part)[] | undefined
  readonly partOf: (node: Node) => Part
}

/** The parts that an expression is put together of, in their order. */
export function partsInside(expression: Node, {insideOf, partOf}: PartReader): readonly Part[] {
  const parts: Part[] = []
  const open: (Node | Part)[] = [expression]
  for (let next = open.pop(); next && parts.length < mostParts; next = open.pop()) {
    if (!isNode(next)) {
      parts.push(next)
      continue
    }
    const inside = insideOf(next)
    if (inside) open.push(...inside.toReversed())
    else parts.push(partOf(next))
  }
  return parts
}

function isNode(one: Node | Part): one is Node {
  return 'startIndex' in one
}

/** The two sides of a sum, in grammars that call it a `binary_expression`. */
export function addedIn(node: Node): readonly Node[] | undefined {
  if (!isSum(node)) return undefined
  return [node.childForFieldName('left'), node.childForFieldName('right')].filter((side) => side !== null)
}

export function isSum(node: Node): boolean {
  return node.type === 'binary_expression' && node.childForFieldName('operator')?.type === '+'
}
