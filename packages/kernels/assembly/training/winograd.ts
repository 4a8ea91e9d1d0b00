import { contract } from "./contract";

/**
 * Winograd's F(2×2, 3×3) (Lavin and Gray 2016): a tile of 2 × 2 outputs y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A takes 16
 * products where the definition takes 36.
 *
 * What is multiplied lies in 16 planes, one for each place in the tile: inputs [tiles, channels], filters
 * [channels, channels]. Planes lie `…Plane` bytes apart, which must not be a multiple of 4096 or the places of one tile
 * evict each other from the cache.
 */
const places: usize = 16;

/** m = v · u in every plane: [tiles, k] · [k, n]. */
export function winogradProduct(
  v: usize,
  vPlane: usize,
  u: usize,
  uPlane: usize,
  m: usize,
  mPlane: usize,
  tiles: i32,
  k: i32,
  n: i32,
): void {
  const vItem = (<usize>k) << 2;
  const row = (<usize>n) << 2;
  for (let p: usize = 0; p < places; p++)
    contract(
      v + p * vPlane,
      0,
      vItem,
      0,
      0,
      4,
      u + p * uPlane,
      0,
      0,
      row,
      m + p * mPlane,
      0,
      row,
      1,
      tiles,
      1,
      1,
      k,
      n,
      0,
    );
}

/** u (+)= vᵀ · m in every plane: [tiles, k]ᵀ · [tiles, n]. */
export function winogradCorrelation(
  v: usize,
  vPlane: usize,
  m: usize,
  mPlane: usize,
  u: usize,
  uPlane: usize,
  tiles: i32,
  k: i32,
  n: i32,
  accumulate: i32,
): void {
  const vItem = (<usize>k) << 2;
  const row = (<usize>n) << 2;
  for (let p: usize = 0; p < places; p++)
    contract(
      v + p * vPlane,
      0,
      4,
      0,
      0,
      vItem,
      m + p * mPlane,
      0,
      0,
      row,
      u + p * uPlane,
      0,
      row,
      1,
      k,
      1,
      1,
      tiles,
      n,
      accumulate,
    );
}
