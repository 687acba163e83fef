/** Gives what was made of the same key before, or makes it; nothing where nothing can be made. */
export type Remember = (key: string, make: () => Promise<Uint8Array | undefined>) => Promise<Uint8Array | undefined>
