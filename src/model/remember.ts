/** Gives what was made of the same key before, or makes it; nothing where nothing can be made. */
export type Remember = (key: string, make: () => Promise<Uint8Array | undefined>) => Promise<Uint8Array | undefined>

/** What was last made under a key, of whatever; the key is in use once it was asked for. */
export type Latest = (key: string) => {
  readonly read: () => Promise<Uint8Array | undefined>
  readonly write: (made: Uint8Array) => Promise<void>
}
