"use strict";
// Figures beside those of peers: how far off they are, and whether another unit explains it.
{
  const within = (range, value) => !range || (range[0] <= value && value <= range[1]);

  /** Whether a figure is so far off its peers that it is not believed without a look at it. */
  Form.isFarOff = (scale, value, peer) => Boolean(scale.believed && value && peer) && !within(scale.believed, value / peer);

  /** The other unit that alone explains how far a figure is off its peers; null: there is none. */
  Form.otherUnit = (scale, near, value, peer) => {
    if (!(value > 0 && peer > 0) || (scale.believed && within(scale.believed, value / peer))) return null;
    const found = scale.others.filter(({ factor }) => 1 / near <= value / peer / factor && value / peer / factor <= near);
    return found.length === 1 && within(scale.range, value / found[0].factor) ? found[0] : null;
  };
}
