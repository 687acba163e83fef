/** A function of an object whose answer is found once for each, and forgotten with it. */
export function oncePer<Of extends object, Found>(find: (of: Of) => Found): (of: Of) => Found {
  const answers = new WeakMap<Of, {readonly found: Found}>()
  return (of) => {
    const known = answers.get(of)
    if (known) return known.found
    const found = find(of)
    answers.set(of, {found})
    return found
  }
}
