/** What symbols of JCL stand for, by their names. */
export type Symbols = ReadonlyMap<string, string>

/** Symbols by their values; one that nothing sets stays as it is written. */
export function filled(text: string, symbols: Symbols): string {
  if (!text.includes('&')) return text
  let result = text
  for (let round = 0; round < 5 && result.includes('&') && result.length < 5000; round += 1) {
    const next = result.replace(
      /(&&)|&([A-Z@#$][A-Z0-9@#$]{0,7})(\.?)/gi,
      (whole, double: string | undefined, name: string) =>
        double ? whole : (symbols.get(name?.toUpperCase() ?? '') ?? whole),
    )
    if (next === result) break
    result = next
  }
  return result
}

/** A value without the quotes around it. */
export function plain(value: string): string {
  return /^'.*'$/s.test(value) ? value.slice(1, -1).replaceAll("''", "'") : value
}
