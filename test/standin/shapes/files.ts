import type { Json } from '../description.ts'
import type { Limits } from '../limits.ts'
import type { Difference } from '../world/difference.ts'
import { patchOf } from '../world/patch.ts'
import type { Repository } from '../world/types.ts'
import { encodePath, repositoryHtml, repositoryUrl, type Urls } from './urls.ts'

const tooLong = (patch: string, limits: Limits): boolean =>
  patch.length > limits.patchBytes || patch.split('\n').length > limits.patchLines

/** `diff-entry`: one changed file. */
export const fileShape = (
  urls: Urls,
  repository: Repository,
  head: string,
  difference: Difference,
  limits: Limits,
): Json => {
  const { additions, deletions, patch } = patchOf(repository.store, difference)
  const path = encodePath(difference.path)
  const html = repositoryHtml(urls, repository)
  return {
    sha: (difference.new ?? difference.old)?.sha ?? null,
    filename: difference.path,
    status: difference.status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${html}/blob/${head}/${path}`,
    raw_url: `${html}/raw/${head}/${path}`,
    contents_url: `${repositoryUrl(urls, repository)}/contents/${path}?ref=${head}`,
    ...(patch === undefined || tooLong(patch, limits) ? {} : { patch }),
    ...(difference.previousPath === undefined ? {} : { previous_filename: difference.previousPath }),
  }
}
