/** An id of evidence as this program makes it: `e` and sixteen hexadecimal digits, which are eight bytes. */
const ownId = /^e[0-9a-f]{16}$/
export const bytesOfId = 8

/** How many bytes a list takes packed; none where one of its ids is not of the usual form. */
export function packedLength(ids: readonly string[]): number | undefined {
  return ids.every((id) => ownId.test(id)) ? ids.length * bytesOfId : undefined
}

export function packInto(bytes: Buffer, ids: readonly string[]): void {
  ids.forEach((id, at) => bytes.write(id.slice(1), at * bytesOfId, bytesOfId, 'hex'))
}

/** A column of evidence as it was stored: packed bytes, or a JSON list. Throws where it is neither. */
export function unpackedEvidence(stored: unknown): unknown {
  if (typeof stored === 'string') return JSON.parse(stored)
  if (!(stored instanceof Uint8Array) && !ArrayBuffer.isView(stored))
    throw new TypeError('it is neither bytes nor text')
  const hex = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength).toString('hex')
  return Array.from({length: stored.byteLength / bytesOfId}, (_, at) => `e${hex.slice(at * 16, at * 16 + 16)}`)
}

/** The same in SQL: a JSON list from the column. */
export function evidenceInSql(column: string): string {
  return `CASE typeof(${column}) WHEN 'text' THEN ${column} ELSE (
    WITH RECURSIVE place(at) AS (SELECT 0 WHERE length(${column}) > 0 UNION ALL SELECT at + ${bytesOfId} FROM place WHERE at + ${bytesOfId} < length(${column}))
    SELECT json_group_array('e' || lower(hex(substr(${column}, 1 + at, ${bytesOfId})))) FROM place
  ) END`
}
