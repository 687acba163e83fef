/** Does things with so many at once, and gives what they gave in their order. The first that throws ends it. */
export async function atOnce<T, R>(most: number, things: readonly T[], work: (thing: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let at = 0
  let stopped = false
  const worker = async (): Promise<void> => {
    while (!stopped && at < things.length) {
      const mine = at
      at += 1
      const thing = things[mine] as T // the index is below the length
      try {
        results[mine] = await work(thing)
      } catch (error) {
        stopped = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({length: Math.min(most, things.length)}, worker))
  return results
}
