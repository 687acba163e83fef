/** Stands near the beginning of every export, so that a later one knows which files may be written over. */
export const exportMark = 'domesday graph export'
