import {jest} from '@jest/globals'

/** A test that hangs is ended; how long one takes is for the benchmarks to say, and busy machines are slow. */
jest.setTimeout(120_000)
