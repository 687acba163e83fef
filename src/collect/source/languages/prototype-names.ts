/** The item that stands for a prototype of another file, before its name. */
export const prototypeItem = 'prototype '
/** What stands before the name of a procedure that is bound, and of a data item that names a program. */
export const [boundMark, dynamicMark] = ['=', '?'] as const
