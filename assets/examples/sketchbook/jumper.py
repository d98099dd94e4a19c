"""A boy in a hoodie who leaps with one arm up: three-quarter view to the right of the picture."""

from __future__ import annotations

from .parts import Eyes, eye, open_hand, spark
from .pen import Sketch

COLORS: dict[str, tuple[int, int, int]] = {
    "backdrop": (255, 242, 206),
    "hoodie": (240, 138, 62),
    "trousers": (74, 82, 88),
    "hair": (62, 74, 120),
    "skin": (252, 218, 192),
    "shoes": (206, 58, 62),
    "white": (250, 250, 250),
    "mouth": (190, 76, 80),
    "iris": (86, 164, 92),
}
FINE = ("white", "mouth", "iris")

OUTER, INNER, FOLD = 1.8, 1.3, 0.95


def draw(seed: int = 4) -> Sketch:
    sketch = Sketch(512, 768, COLORS, seed, rough=0.6)
    sketch.backdrop("backdrop")
    with sketch.at(-36, -34, 1.12):
        raised_arm(sketch)
        far_leg(sketch)
        near_leg(sketch)
        hood(sketch)
        body(sketch)
        with sketch.at(298, 156, 0.66, turn=-4, flip=True):
            head(sketch)
        near_arm(sketch)
        sketch.mark(neck=(284, 232), r_shoulder=(252, 246), r_elbow=(160, 310), r_wrist=(200, 366))
        sketch.mark(l_shoulder=(314, 240), l_elbow=(386, 222), l_wrist=(396, 148))
        sketch.mark(r_hip=(226, 396), r_knee=(208, 536), r_ankle=(90, 594))
        sketch.mark(l_hip=(268, 396), l_knee=(378, 460), l_ankle=(378, 584))
    return sketch


def raised_arm(sketch: Sketch) -> None:
    """His left arm, the far one."""
    open_hand(sketch, 396, 148, 56, 8, flip=True, width=INNER)
    sketch.shape(
        "300 236, 334 212, 362 194!, 372 172, 379 142!, 414 146!, 412 184, 402 224, 390 238, 360 256, "
        "318 288!~",
        "hoodie",
        OUTER,
    )
    sketch.shape("377 152!, 380 138!^-0.1, 415 142!, 414 157!^0.1", "hoodie", INNER)
    sketch.line("362 194, 372 204, 376 218", "380 200, 384 214", "334 232, 346 230", width=FOLD, ends=0.1)


def far_leg(sketch: Sketch) -> None:
    sketch.shape(
        "262 380, 300 402, 342 416, 384 432, 400 448, 402 474, 400 520, 394 562!, 360 560!, 350 530, "
        "344 502!, 318 496, 284 474, 250 444~",
        "trousers", OUTER,
    )  # fmt: skip
    sketch.line(
        "344 502, 356 492, 360 478",
        "350 508, 364 502",
        "300 420, 318 436",
        "392 452, 384 462",
        width=FOLD,
        ends=0.1,
    )
    sketch.shape("362 556!, 364 584~, 391 584, 393 556!", "skin", INNER)
    shoe(sketch, 379, 584, 1.06, -16)
    sketch.shape("357 550!, 360 565!^0.1, 396 566!, 397 551!^-0.1", "trousers", INNER)


def near_leg(sketch: Sketch) -> None:
    sketch.shape("98 572!, 76 586~, 88 612, 110 604!", "skin", INNER)
    shoe(sketch, 82, 598, 1.06, 74)
    sketch.shape(
        "200 392, 188 440, 178 486, 172 522!, 150 536, 120 552, 94 566!, 108 606!, 150 592, 196 572, "
        "220 560, 232 544, 246 496, 262 450, 280 392!~",
        "trousers", OUTER,
    )  # fmt: skip
    sketch.line(
        "172 522, 186 524, 196 534",
        "178 514, 192 510",
        "262 450, 246 448, 238 440",
        "222 556, 212 550",
        "206 470, 214 490",
        "214 420, 204 436, 200 452",
        width=FOLD,
        ends=0.1,
    )
    sketch.shape("100 562!, 86 569!^0.1, 101 611!, 115 605!^-0.1", "trousers", INNER)


def shoe(sketch: Sketch, x: float, y: float, scale: float, turn: float) -> None:
    """A sneaker seen from its outer side; the ankle is at (x, y), the toes point along +x."""
    with sketch.at(x, y, scale, turn):
        sketch.shape(
            "-15 -10!, -19 6, -21 20, -18 30!, 20 32, 52 31!, 56 22, 46 13, 30 8, 18 -2, 14 -11!^-0.15",
            "shoes",
            OUTER,
        )
        sketch.shape("-21 22!, -20 34, -14 37, 20 38, 50 37, 57 30, 55 23!, 20 28", "white", INNER)
        sketch.line("36 11, 40 18, 38 27", "-12 -2, -10 12, -14 24", width=FOLD)
        sketch.line("12 4, 20 -1", "17 8, 25 3", "22 12, 30 7", width=INNER)


def hood(sketch: Sketch) -> None:
    sketch.shape(
        "256 218!, 238 208, 226 218, 232 238, 262 254, 300 256, 322 246, 330 228, 322 216, 306 214!",
        "hoodie",
        OUTER,
    )


def body(sketch: Sketch) -> None:
    sketch.shape("268 170, 268 200, 250 228~, 284 256~, 318 238, 300 214, 300 170~", "skin", INNER)
    sketch.shape(
        "246 224!, 234 244~, 236 290, 222 336, 204 382, 198 402!, 210 411, 250 418, 284 412, "
        "292 404!, 298 374, 312 334, 324 290, 322 244~, 318 228!, 306 240, 284 246, 262 238",
        "hoodie", OUTER,
    )  # fmt: skip
    sketch.line("203 386, 226 396, 262 400, 294 390", width=INNER)
    sketch.line(
        "214 395, 211 408",
        "230 399, 228 412",
        "248 401, 247 415",
        "266 400, 267 414",
        "281 396, 283 409",
        width=FOLD,
    )
    sketch.shape(spark(283, 312, 13, 5, 0.45), "white", INNER)
    # pocket and strings
    sketch.line("237 394, 246 362, 256 340, 296 341, 309 346", width=INNER)
    sketch.line("246 224, 250 240, 270 254, 292 258, 312 250, 318 228", width=INNER)
    sketch.line("278 256, 274 272, 276 290", "300 256, 302 270, 300 284", width=INNER)
    sketch.line(
        "238 292, 252 300", "318 296, 306 306", "226 340, 240 350", "310 330, 300 336", width=FOLD, ends=0.1
    )


def near_arm(sketch: Sketch) -> None:
    """His right arm, swung back."""
    with sketch.at(200, 366, 44, turn=-42):
        sketch.shape(
            "-0.3 -0.1!, -0.36 0.2, -0.36 0.5, -0.28 0.72, -0.1 0.82, 0.12 0.8, 0.32 0.7, 0.42 0.48, "
            "0.36 0.2, 0.28 -0.1!~",
            "skin",
            INNER,
        )
        sketch.line(
            "-0.12 0.8, -0.14 0.56", "0.06 0.82, 0.04 0.56", "0.22 0.76, 0.2 0.56", width=FOLD, ends=0.1
        )
        sketch.shape(
            "0.34 0.1~, 0.44 0.3, 0.36 0.5, 0.12 0.6, 0.04 0.52, 0.12 0.4, 0.22 0.34~, 0.22 0.1~",
            "skin",
            INNER,
        )
    sketch.shape(
        "248 226, 236 231, 212 246, 176 272, 150 296, 144 312, 150 334, 166 360, 178 378!, 214 354!, "
        "200 332, 190 316!, 216 306, 246 296~, 250 262~",
        "hoodie", OUTER,
    )  # fmt: skip
    sketch.line(
        "190 316, 178 310, 172 300",
        "186 322, 170 322",
        "246 296, 252 280",
        "222 258, 232 268",
        width=FOLD,
        ends=0.1,
    )
    sketch.shape("172 371!, 182 387!^0.1, 221 359!, 211 345!^-0.1", "hoodie", INNER)


def head(sketch: Sketch) -> None:
    """Units: eye line at y = 0, chin at 82, crown at -118; he looks along -x."""
    sketch.mark(nose=(-25, 40), r_eye=(17, 8), l_eye=(-38, 8), r_ear=(66, 10))
    sketch.shape(
        "8 -138~, -40 -124~, -66 -80~, -70 -20~, 40 60, 58 46!, 76 62!, 76 38!, 104 40!, 92 10!, 126 0!, "
        "106 -34!, 138 -58!, 108 -76!, 124 -116!, 90 -110!, 82 -148!, 54 -128!",
        "hair", OUTER,
    )  # fmt: skip
    sketch.shape(
        "-60 -46~, -61 -16, -57 0, -58 20, -54 40, -43 60, -30 76, -20 83, -8 82, 16 72, 40 54, "
        "54 34, 60 10, 62 -10~, 62 -46~, 0 -110~",
        "skin", OUTER,
    )  # fmt: skip
    sketch.shape("57 8!~, 62 -8, 74 -10, 78 4, 72 22, 60 30!", "skin", INNER)
    sketch.line("63 2, 70 0, 70 10, 65 16", width=FOLD)
    look = Eyes(width=18.5, height=18.5, iris=0.62, sharp=0.7, line=1.0, gaze=(-0.1, 0), lashes=False)
    eye(sketch, 17, 8, look, mirrored=False)
    eye(sketch, -38, 8, look, mirrored=True, narrow=0.76)
    sketch.line("-24 32, -27 40, -23 42", width=INNER, ends=0.2)
    sketch.shape("-35 50!^0.08, 6 46!, 4 58, -8 69, -20 70, -30 62", "mouth", INNER)
    sketch.clear("-34 51!, 5 47!, 4 55!, -31 57!", "white")
    sketch.line("-31 57, 4 54.5", width=FOLD)
    sketch.line("-35 50, -14 51, 6 46", width=INNER)
    sketch.shape(
        "20 -138, -24 -130, -58 -104, -72 -58, -70 -20, -72 12!, -60 -4, -56 -34!, -52 -24, -46 -14!, "
        "-40 -32, -38 -52!, -32 -26, -20 0!, -14 -24, -14 -54!,"
        "-2 -30, 16 -14!, 16 -36, 12 -54!, 28 -32, 42 -18!, 43 -36, 40 -48!, 48 -20, 52 4, 50 26!, "
        "60 8, 64 -14, 80 -30!, 100 -60, 84 -110, 56 -128",
        "hair", 0,
    )  # fmt: skip
    sketch.line(
        "54 -128, 20 -138, -24 -130, -58 -104, -72 -58, -70 -20, -72 12!, -60 -4, -56 -34!, -52 -24, "
        "-46 -14!, -40 -32, -38 -52!, -32 -26, -20 0!, -14 -24, -14 -54!,"
        "-2 -30, 16 -14!, 16 -36, 12 -54!, 28 -32, 42 -18!, 43 -36, 40 -48!, 48 -20, 52 4, 50 26!, "
        "60 8, 64 -14, 66 -30",
        width=OUTER,
    )  # fmt: skip
    sketch.line(
        "-38 -52, -36 -80, -18 -106", "-14 -54, -10 -84, 6 -110", "12 -54, 18 -84, 34 -104", "40 -48, "
        "44 -70, 60 -84",
        "76 38, 78 10, 72 -10", "92 10, 90 -20, 80 -40", "106 -34, 96 -56, 80 -70", "108 -76, 90 -88, "
        "70 -90", "90 -110, 72 -112, 52 -106",
        width=INNER, ends=0.1,
    )  # fmt: skip
    sketch.line("2 -27, 18 -34, 37 -27", "-30 -28, -42 -33, -54 -26", width=1.9, ends=0.2)
