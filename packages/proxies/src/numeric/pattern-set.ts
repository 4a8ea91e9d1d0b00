/** Counts distinct patterns: of each unit, on which images it is on. */
export interface PatternSet {
  /** Adds those of all units: of every image a run of words with a bit for each unit, from the lowest on. */
  add(codes: { readonly codes: Int32Array; readonly units: number }): void;
  size(): number;
}

/** With so many images, patterns are few enough to have a flag each. */
const mostFlagged = 24;

export function patternSet(images: number): PatternSet {
  return images <= mostFlagged ? flagged(images) : hashed(images);
}

function flagged(images: number): PatternSet {
  const met = new Uint8Array(2 ** images);
  let size = 0;
  return {
    add: ({ codes, units }) =>
      eachPattern(codes, images, units, ([pattern]) => {
        size += 1 - met[pattern!]!;
        met[pattern!] = 1;
      }),
    size: () => size,
  };
}

/** Open addressing over patterns of several words. */
function hashed(images: number): PatternSet {
  const words = Math.ceil(images / 32);
  let capacity = 1024;
  let keys = new Int32Array(capacity * words);
  let used = new Uint8Array(capacity);
  let size = 0;
  const insert = (pattern: Int32Array): void => {
    let hash = 0;
    for (const word of pattern) {
      hash = Math.imul(hash ^ word, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    let at = hash & (capacity - 1);
    while (used[at] === 1) {
      let same = true;
      for (let w = 0; w < words; w++) same &&= keys[at * words + w] === pattern[w];
      if (same) return;
      at = (at + 1) & (capacity - 1);
    }
    used[at] = 1;
    keys.set(pattern, at * words);
    size++;
  };
  const grow = (): void => {
    const [oldKeys, oldUsed] = [keys, used];
    capacity *= 4;
    keys = new Int32Array(capacity * words);
    used = new Uint8Array(capacity);
    size = 0;
    for (let at = 0; at < oldUsed.length; at++)
      if (oldUsed[at] === 1) insert(oldKeys.subarray(at * words, (at + 1) * words));
  };
  return {
    add: ({ codes, units }) =>
      eachPattern(codes, images, units, (pattern) => {
        if (2 * size >= capacity) grow();
        insert(pattern);
      }),
    size: () => size,
  };
}

/** Shows the pattern of every unit in words of 32 images each, in an array that is used again. */
function eachPattern(codes: Int32Array, images: number, units: number, see: (pattern: Int32Array) => void): void {
  const [words, blocks] = [Math.ceil(units / 32), Math.ceil(images / 32)];
  const square = new Int32Array(32);
  const patterns = new Int32Array(32 * blocks);
  for (let word = 0; word < words; word++) {
    for (let block = 0; block < blocks; block++) {
      for (let i = 0; i < 32; i++) {
        const image = 32 * block + i;
        square[i] = image < images ? codes[image * words + word]! : 0;
      }
      transpose(square);
      for (let unit = 0; unit < 32; unit++) patterns[unit * blocks + block] = square[unit]!;
    }
    const count = Math.min(32, units - 32 * word);
    for (let unit = 0; unit < count; unit++) see(patterns.subarray(unit * blocks, (unit + 1) * blocks));
  }
}

/** A square of 32 × 32 bits, transposed in place: blocks of 16, then of 8, down to 1 change places. */
function transpose(rows: Int32Array): void {
  let mask = 0x0000ffff;
  for (let size = 16; size > 0; size >>= 1, mask ^= mask << size)
    for (let row = 0; row < 32; row = (row + size + 1) & ~size) {
      const change = ((rows[row]! >>> size) ^ rows[row + size]!) & mask;
      rows[row]! ^= change << size;
      rows[row + size]! ^= change;
    }
}
