import type { World } from '../test/standin/index.ts'
import type { Chapter } from './chapter.ts'
import { closedUnderMit } from './chapters/closed-under-mit.ts'
import { createLynx } from './chapters/lynx.ts'
import { storyOf2021 } from './chapters/story-of-2021.ts'
import { usedByTestsAlone } from './chapters/used-by-tests-alone.ts'

/** All that the demo tells, in its order. */
export const createStory = (world: World): readonly Chapter[] => {
  const lynx = createLynx(world)
  return [storyOf2021(lynx), closedUnderMit(lynx), usedByTestsAlone(world)]
}
