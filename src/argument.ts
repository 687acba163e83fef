import {Args} from '@oclif/core'

/**
 * An argument of a command. One that is left out is never taken from standard input: in a loop of the shell that holds
 * the words of the next rounds.
 */
export const argument = Args.custom<string>({ignoreStdin: true})
