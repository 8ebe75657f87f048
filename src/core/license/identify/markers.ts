/** Whether two list markers count the same item: `2`, `b`, `ii`. */
export const sameMarker = (one: string, other: string): boolean => {
  if (one === other) return true
  const ordinals = ordinalsOf(other)
  return ordinalsOf(one).some((ordinal) => ordinals.includes(ordinal))
}

const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii', 'xiii', 'xiv', 'xv']

const ordinalsOf = (marker: string): number[] => {
  if (/^\d+$/.test(marker)) return [Number(marker)]
  const roman = ROMAN.indexOf(marker)
  const letter = /^[a-z]$/.test(marker) ? [marker.charCodeAt(0) - 96] : []
  return roman < 0 ? letter : [...letter, roman + 1]
}
