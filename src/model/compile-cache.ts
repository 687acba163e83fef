import {getCompileCacheDir} from 'node:module'

/**
 * The environment by which a thread or a process of this program's own code keeps what it compiles where this process
 * keeps its own, and finds it there the next time; empty where this process keeps nothing.
 */
export function compileCacheEnvironment(): {readonly NODE_COMPILE_CACHE?: string} {
  const folder = getCompileCacheDir()
  return folder === undefined ? {} : {NODE_COMPILE_CACHE: folder}
}
