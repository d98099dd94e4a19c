"""A school girl who waves: front view, twin tails, sailor collar, pleated skirt."""

from __future__ import annotations

from .parts import Eyes, eye, gripping_hand, open_hand, oval
from .pen import Sketch

COLORS: dict[str, tuple[int, int, int]] = {
    "backdrop": (222, 238, 248),
    "hair": (236, 176, 120),
    "skin": (255, 226, 206),
    "blouse": (246, 246, 250),
    "navy": (58, 72, 124),
    "socks": (44, 48, 72),
    "leather": (120, 72, 52),
    "white": (252, 252, 254),
    "red": (214, 62, 76),
    "mouth": (226, 104, 104),
    "iris": (64, 142, 206),
}
FINE = ("iris", "red", "mouth", "white")

OUTER, INNER, FOLD = 1.6, 1.15, 0.85


def draw(seed: int = 9) -> Sketch:
    sketch = Sketch(512, 768, COLORS, seed)
    sketch.backdrop("backdrop")
    tails(sketch)
    legs(sketch)
    skirt(sketch)
    waving_arm(sketch)
    blouse(sketch)
    bag_arm(sketch)
    collar(sketch)
    sketch.mark(neck=(257, 190), r_shoulder=(218, 194), r_elbow=(156, 264), r_wrist=(124, 184))
    sketch.mark(l_shoulder=(298, 194), l_elbow=(332, 276), l_wrist=(337, 352))
    sketch.mark(
        r_hip=(236, 366),
        r_knee=(238, 540),
        r_ankle=(242, 698),
        l_hip=(279, 366),
        l_knee=(279, 540),
        l_ankle=(277, 698),
    )
    with sketch.at(256, 112, 0.6, turn=-3):
        head(sketch)
    return sketch


def tails(sketch: Sketch) -> None:
    # left of the picture
    sketch.shape(
        "204 66!, 176 72, 150 100, 140 150, 146 210, 136 262, 120 304!, 144 288, 152 270, 150 310, "
        "138 352, 120 384!, 150 368, 168 336, 174 300,"
        "178 330, 172 362, 160 396!, 186 366, 196 318, 188 262, 182 210, 190 160, 200 110!",
        "hair", OUTER,
    )  # fmt: skip
    sketch.line(
        "190 76, 166 104, 158 156, 164 214, 152 270", "198 88, 180 120, 174 170, 176 226, 174 300",
        "150 118, 150 142, 153 164",
        "184 240, 186 270, 182 296", width=INNER, ends=0.1,
    )  # fmt: skip
    # right of the picture
    sketch.shape(
        "308 62!, 338 66, 366 94, 378 146, 372 206, 384 262, 404 306!, 378 292, 370 272, 374 314, "
        "388 354, 408 384!, 376 372, 356 340, 348 302,"
        "346 334, 352 364, 368 396!, 340 370, 326 320, 334 262, 340 210, 330 158, 312 106!",
        "hair", OUTER,
    )  # fmt: skip
    sketch.line(
        "324 72, 348 102, 358 156, 352 214, 370 272", "316 84, 338 120, 346 170, 346 226, 348 302",
        "368 112, 370 140, 367 162",
        "338 240, 336 270, 340 298", width=INNER, ends=0.1,
    )  # fmt: skip


def legs(sketch: Sketch) -> None:
    """Knees together, feet apart. Her right leg is on the left of the picture."""
    leg(sketch)
    with sketch.at(515, 0, flip=True):
        leg(sketch)


def leg(sketch: Sketch) -> None:
    sketch.shape(
        "214 380, 216 440, 224 500, 228 540, 223 580, 223 640, 227 690, 226 704~, 245 704, 246 690, "
        "253 640, 257 590, 255 545, 256 490, 257 420, 257 380!~",
        "skin", OUTER,
    )  # fmt: skip
    sketch.line("234 538, 238 543, 246 541", width=FOLD, ends=0.1)
    sketch.shape(
        "227 556!, 222 582, 223 640, 227 690, 226 706~, 245 706, 246 690, 253 640, 257 590, 255 553!^-0.1",
        "socks", OUTER,
    )  # fmt: skip
    sketch.line("227 563, 241 565, 256 560", "229 690, 236 693", width=FOLD, ends=0.2)
    sketch.shape(
        "224 697!, 217 714, 208 728, 203 738, 208 745, 230 746, 241 741, 246 722, 246 697!^-0.2",
        "leather", OUTER,
    )  # fmt: skip
    sketch.line("206 736, 222 740, 242 735", "218 716, 230 722, 246 716", width=INNER)


def skirt(sketch: Sketch) -> None:
    sketch.shape(
        "222 284!, 204 322, 188 366, 175 408!, 189 413!, 192 409!, 212 417!, 216 412!, 238 420!, "
        "243 414!, 266 421!, 270 414!, 292 418!,"
        "297 411!, 316 415!, 320 408!, 340 407!, 326 364, 310 320, 293 284!^0.05",
        "navy", OUTER,
    )  # fmt: skip
    sketch.line(
        "192 409, 204 366, 222 312, 228 296", "216 412, 223 366, 234 312, 237 298", "243 414, "
        "246 360, 249 300",
        "270 414, 268 360, 265 300", "297 411, 290 366, 280 312, 277 298", "320 408, 308 362, "
        "292 310, 287 296",
        width=INNER, ends=0.15,
    )  # fmt: skip


def waving_arm(sketch: Sketch) -> None:
    """Her right arm, on the left of the picture."""
    open_hand(sketch, 124, 180, 46, -12)
    sketch.shape(
        "226 184~, 214 186, 196 204, 176 230, 160 248!, 150 226, 139 196, 136 182!, 113 189!, "
        "120 222, 130 254, 142 278, 154 284, 170 274, 194 250, 216 226~",
        "blouse", OUTER,
    )  # fmt: skip
    sketch.shape("137 194!, 134 178!^-0.15, 110 186!, 114 202!^0.15", "navy", INNER)


def blouse(sketch: Sketch) -> None:
    sketch.shape("245 146, 246 162, 242 175~, 257 212~, 274 175, 269 162, 269 146~", "skin", INNER)
    sketch.shape(
        "240 174!, 222 181, 212 188~, 212 214!, 210 232, 216 252, 221 274, 217 297!, 238 301, "
        "258 302, 278 301, 298 297!, 294 274, 299 252, 304 232, 302 214!,"
        "303 188~, 292 181, 275 174!, 258 206!",
        "blouse", OUTER,
    )  # fmt: skip
    sketch.line(
        "216 214, 222 226",
        "299 214, 293 226",
        "222 272, 236 276",
        "293 270, 276 277",
        "240 300, 244 286",
        width=FOLD,
        ends=0.1,
    )


def bag_arm(sketch: Sketch) -> None:
    """Her left arm, on the right of the picture, with the school bag."""
    sketch.shape(
        "298 378!, 384 374!, 390 378, 394 436, 390 441!, 304 446, 298 442, 294 384",
        "leather", OUTER,
    )  # fmt: skip
    sketch.shape("295 384!, 389 378!^-0.02, 391 402!, 342 410, 296 406!", "leather", INNER)
    sketch.line("342 400, 342 414", width=INNER + 0.8)
    gripping_hand(sketch, 336, 352, 46, 2)
    sketch.shape(
        "288 184~, 300 186, 312 196, 320 220, 332 252, 344 280, 350 310, 350 346!, 325 350!, 322 318, "
        "314 292, 304 268, 298 240, 298 216~",
        "blouse", OUTER,
    )  # fmt: skip
    sketch.shape("350 336!, 352 353!^0.15, 325 357!, 324 340!^-0.15", "navy", INNER)


def collar(sketch: Sketch) -> None:
    sketch.shape(
        "244 168!, 230 176, 214 184, 206 194!, 212 208, 217 222!, 236 219, 254 226!, 248 204, 241 184",
        "navy",
        INNER,
    )
    sketch.shape(
        "272 168!, 286 176, 301 184, 308 194!, 303 208, 298 222!, 278 219, 260 226!, 266 204, 274 184",
        "navy",
        INNER,
    )
    sketch.line(
        "213 198, 219 214, 236 212, 248 217", "302 198, 296 214, 278 212, 266 217", width=FOLD, ends=0.3
    )
    sketch.line("247 200, 257 204, 268 200", width=FOLD)
    # ribbon
    sketch.shape("256 222!, 248 240, 240 258!, 250 256, 257 248!, 258 230!", "red", INNER)
    sketch.shape("259 222!, 267 240, 276 257!, 265 256, 257 248!, 257 230!", "red", INNER)
    sketch.shape("254 219!, 240 208, 228 210, 230 226, 238 232, 254 226!", "red", INNER)
    sketch.shape("260 219!, 274 208, 287 210, 285 226, 277 232, 260 226!", "red", INNER)
    sketch.shape(oval(257, 222.5, 5.5, 5.5), "red", INNER)
    sketch.line("251 222, 243 219", "263 222, 272 219", width=FOLD, ends=0.1)


def head(sketch: Sketch) -> None:
    """Units: eye line at y = 0, chin at 79, crown at -118."""
    sketch.mark(nose=(0, 38), r_eye=(-34, 6), l_eye=(34, 6), r_ear=(-67, 8), l_ear=(67, 8))
    # face
    sketch.shape(
        "-67 -40~, -67 -10, -65 14, -58 37, -40 58, -14 75, 0 79, 14 75, 40 58, 58 37, 65 14, 67 -10, "
        "67 -40~, 0 -110~",
        "skin", OUTER,
    )  # fmt: skip
    look = Eyes(width=21, height=24.5, iris=0.67, line=1.0)
    eye(sketch, -34, 6, look, mirrored=True)
    eye(sketch, 34, 6, look, mirrored=False)
    sketch.line("-1.5 37, 1 39.5", width=1.2)
    sketch.shape("-11 50!^0.1, 11 50!^-0.55", "mouth", 1.0)
    # cap of hair and fringe
    sketch.shape(
        "0 -138, -46 -128, -80 -92, -90 -36, -88 10, -82 48, -74 74!, -68 44, -68 14, -63 -22!,"
        "-60 -12, -54 -2!, -50 -16, -41 -42!^0.08, -33 -15!^-0.12, -18 -50!^0.08, -13 -22, -3 1!, "
        "1 -24, 4 -54!^-0.12, 24 -17!^0.14, 30 -46!,"
        "36 -28, 46 -13!, 54 -26, 62 -30!, 67 8, 67 40, 72 74!, 82 48, 88 10, 90 -36, 80 -92, 46 -128",
        "hair", OUTER,
    )  # fmt: skip
    sketch.line(
        "-41 -42, -44 -62, -41 -78", "-18 -50, -20 -82, -9 -110", "4 -54, 9 -80, 8 -104", "30 -46, "
        "34 -64, 31 -80",
        "62 -30, 66 -52, 61 -74", "-26 -116, -44 -100, -55 -78", "30 -116, 46 -102, 56 -80",
        width=INNER, ends=0.1,
    )  # fmt: skip
    sketch.hair("0 -130, 6 -146, 22 -156, 36 -152", 9, ink=INNER)
    sketch.line(
        "-76 40, -79 0, -74 -40", "77 36, 80 0, 75 -34", "-63 -22, -65 -46, -60 -66", width=FOLD, ends=0.1
    )
    sketch.line("-53 -32, -38 -39, -22 -36", "53 -32, 38 -39, 22 -36", width=1.0, ends=0.2)
    for side in (-1, 1):
        with sketch.at(84 * side, -76, 1, flip=side < 0):
            sketch.shape("-2 0!, 18 -28, 40 -32, 38 -6, 14 8!", "red", INNER)
            sketch.shape("-2 4!, 6 24, 22 40, 32 24, 14 4!", "red", INNER)
            sketch.shape(oval(4, 2, 9, 9), "red", INNER)
