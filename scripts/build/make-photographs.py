#!/usr/bin/python3
"""Writes packages/stats/src/photographs-data.ts: 64 crops of 32x32x3 bytes from five freely licensed photographs.

Needs Debian 12's python3-skimage (0.19) and what it depends on (SciPy 1.10, Pillow, NumPy):

    apt-get install python3-skimage python3-pil && /usr/bin/python3 scripts/make-photographs.py [contact-sheet.png]

Each photograph is shrunk to five sizes, so that a crop shows now the whole subject and now a part of it, as CIFAR's
pictures do; at each size the crops with enough contrast that lie farthest apart are taken. There is no randomness.

Sources, with authors and licenses as skimage 0.19.3 and SciPy 1.10 state them (docs/photographs.md says the same):

    astronaut  NASA, portrait of Eileen Collins                 public domain
    chelsea    Stefan van der Walt, a cat                       CC0
    coffee     Rachel Michetti, courtesy of Pikolo Espresso Bar CC0
    raccoon    public-domain-image.com, scipy.misc.face         public domain
    rocket     SpaceX, Falcon 9 carrying DSCOVR                 public domain
"""

import base64
import sys
import warnings
from pathlib import Path

import numpy as np
import scipy.misc
import skimage.data
from PIL import Image

SIDE = 32
STRIDE = 2
CONTRASTY = 0.45  # the share of crops, those of greatest standard deviation, that may be taken
CROPS_AT = {36: 3, 44: 3, 56: 3, 72: 2, 96: 2}  # short side of the shrunk photograph → crops
TOTAL = 64


def photographs():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        raccoon = scipy.misc.face()
    return [skimage.data.astronaut(), skimage.data.chelsea(), skimage.data.coffee(), raccoon, skimage.data.rocket()]


def shrink(photograph, short_side):
    height, width = photograph.shape[:2]
    scale = short_side / min(height, width)
    size = (round(width * scale), round(height * scale))
    return np.asarray(Image.fromarray(photograph).resize(size, Image.Resampling.LANCZOS))


def crops(photograph, short_side, count):
    """The crop of highest contrast, then always the one farthest from those taken."""
    small = shrink(photograph, short_side)
    corners = [
        (y, x)
        for y in range(0, small.shape[0] - SIDE + 1, STRIDE)
        for x in range(0, small.shape[1] - SIDE + 1, STRIDE)
    ]
    contrast = np.array([small[y : y + SIDE, x : x + SIDE].mean(axis=2).std() for y, x in corners])
    enough = contrast >= np.quantile(contrast, 1 - CONTRASTY)
    corners, contrast = np.array(corners)[enough], contrast[enough]
    taken = [int(np.argmax(contrast))]
    while len(taken) < count:
        away = np.linalg.norm(corners[:, None] - corners[taken][None], axis=2).min(axis=1)
        taken.append(int(np.lexsort((contrast, away))[-1]))
    return [small[y : y + SIDE, x : x + SIDE] for y, x in corners[taken]]


def interleave(lists):
    """One of each photograph in turn, so that any few neighbors are of different subjects."""
    return [entries[i] for i in range(max(map(len, lists))) for entries in lists if i < len(entries)]


def contact_sheet(pictures):
    rows = [np.concatenate([np.pad(p, ((1, 1), (1, 1), (0, 0))) for p in pictures[i : i + 8]], 1) for i in range(0, TOTAL, 8)]
    sheet = Image.fromarray(np.concatenate(rows))
    return sheet.resize((sheet.width * 4, sheet.height * 4), Image.Resampling.NEAREST)


def main():
    each = [[c for side, count in CROPS_AT.items() for c in crops(p, side, count)] for p in photographs()]
    pictures = interleave(each)[:TOTAL]
    data = base64.b64encode(np.stack(pictures).astype(np.uint8).tobytes()).decode("ascii")
    out = Path(__file__).parent.parent / "packages/stats/src/photographs-data.ts"
    out.write_text(
        "/** Written by scripts/make-photographs.py: 64 pictures of 32×32 RGB bytes, row by row, as base64. */\n"
        f'export const photographBytes: string =\n  "{data}";\n'
    )
    if len(sys.argv) > 1:
        contact_sheet(pictures).save(sys.argv[1])


main()
