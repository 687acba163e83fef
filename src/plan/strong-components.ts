/** Strongly connected components of a small graph, without recursion; each sorted, in order of their first node. */
export function strongComponents(
  nodes: readonly string[],
  next: (node: string) => readonly string[],
): readonly (readonly string[])[] {
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const onStack = new Set<string>()
  const stack: string[] = []
  const found: string[][] = []
  for (const root of nodes) {
    if (index.has(root)) continue
    const work: {readonly node: string; readonly edges: readonly string[]; at: number}[] = []
    const enter = (node: string): void => {
      index.set(node, index.size)
      low.set(node, index.size - 1)
      stack.push(node)
      onStack.add(node)
      work.push({node, edges: next(node), at: 0})
    }
    enter(root)
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const to = frame.edges[frame.at]
      frame.at += 1
      if (to !== undefined) {
        if (!index.has(to)) enter(to)
        else if (onStack.has(to)) low.set(frame.node, Math.min(low.get(frame.node) ?? 0, index.get(to) ?? 0))
        continue
      }
      work.pop()
      const parent = work.at(-1)
      if (parent) low.set(parent.node, Math.min(low.get(parent.node) ?? 0, low.get(frame.node) ?? 0))
      if (low.get(frame.node) === index.get(frame.node)) {
        const component = stack.splice(stack.lastIndexOf(frame.node))
        for (const node of component) onStack.delete(node)
        found.push(component.toSorted())
      }
    }
  }
  return found.toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
}
