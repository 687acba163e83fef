/** How an interface says that it is a routine, by the name that is called. */
export const isThisRoutine = 'is this routine'
