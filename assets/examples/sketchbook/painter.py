"""A young painter with beret and scarf: bust in three-quarter view, head tilted, laughing, brush in hand."""

from __future__ import annotations

from .parts import Eyes, eye, oval, spark
from .pen import Sketch

COLORS: dict[str, tuple[int, int, int]] = {
    "coat": (64, 84, 128),
    "hair": (156, 148, 214),
    "skin": (255, 224, 206),
    "scarf": (238, 186, 84),
    "beret": (178, 52, 72),
    "white": (252, 252, 254),
    "wood": (196, 140, 92),
    "metal": (190, 196, 206),
    "paint": (70, 176, 168),
    "mouth": (206, 84, 92),
    "tongue": (244, 148, 142),
    "iris": (228, 150, 52),
}
FINE = ("white", "wood", "metal", "paint", "mouth", "tongue", "iris")

OUTER, INNER, FOLD = 2.7, 1.9, 1.3


def draw(seed: int = 4) -> Sketch:
    sketch = Sketch(512, 768, COLORS, seed, rough=0.25)
    with sketch.at(250, 300, 1.68, turn=7):
        back_hair(sketch)
    coat(sketch)
    scarf(sketch)
    with sketch.at(250, 300, 1.68, turn=7):
        face(sketch)
        fringe(sketch)
        beret(sketch)
    arm(sketch)
    sketch.mark(
        neck=(250, 566), r_shoulder=(132, 592), l_shoulder=(376, 588), l_elbow=(412, 756), l_wrist=(430, 660)
    )
    return sketch


def back_hair(sketch: Sketch) -> None:
    """Units of the head: eye line at y = 0, chin at 79, crown at -118; she looks along -x."""
    sketch.shape(
        "10 -136~, -40 -120~, -66 -70~, -74 -10, -76 40, -70 70, -56 88!, -56 72, -40 92!, -30 80, "
        "40 90!, 52 84, 62 100!, 74 86, 86 90!, 100 62, 107 20~, 106 -30~, 96 -82~, 64 -122~",
        "hair", OUTER,
    )  # fmt: skip


def coat(sketch: Sketch) -> None:
    sketch.shape("172 476!, 184 456, 236 440, 300 436, 338 456!, 330 510, 180 510", "scarf", OUTER)
    sketch.shape("206 420, 212 480, 200 520~, 300 520~, 288 480, 290 420~", "skin", INNER)
    sketch.shape(
        "186 506!, 164 526, 138 540, 116 562, 104 604, 96 680, 90 780!, 412 780!, 410 690, 402 610, "
        "388 566, 366 544, 340 530, 312 506!",
        "coat", OUTER,
    )  # fmt: skip
    # armpits, front edge, buttons
    sketch.line("140 780, 146 712, 140 660", "372 780, 368 712, 374 670", width=INNER, ends=0.15)
    sketch.line("262 552, 268 640, 266 780", width=INNER)
    sketch.line("298 552, 303 640, 302 780", width=FOLD)
    for y in (604, 668, 732):
        sketch.shape(oval(285, y, 8, 8.5), "metal", INNER)
        sketch.line(f"282 {y}, 288 {y + 1}", width=FOLD)
    sketch.line(
        "322 700, 360 694, 362 712, 325 718, 322 700", "116 566, 132 584, 138 612", width=INNER, ends=0.3
    )
    sketch.line(
        "150 640, 168 626, 190 622", "140 660, 160 656", "364 636, 346 628, 330 628", width=FOLD, ends=0.1
    )


def scarf(sketch: Sketch) -> None:
    sketch.shape(
        "206 540!, 190 600, 178 668, 168 702!, 178 706, 188 704!, 198 710, 208 708!, 218 714, "
        "230 711!, 238 660, 250 600, 256 548!",
        "scarf",
        OUTER,
    )
    sketch.line("216 560, 206 620, 196 684", "238 566, 226 624", width=FOLD, ends=0.1)
    sketch.shape(
        "170 500!, 158 520, 164 546, 190 560, 230 564, 272 558, 318 548, 348 532, 354 510, 342 490!, "
        "300 520, 240 530, 196 520",
        "scarf",
        OUTER,
    )
    sketch.shape(
        "176 468!, 164 484, 166 506, 190 522, 232 530, 280 524, 328 508, 350 490, 348 466, 334 454!, "
        "314 474, 270 488, 226 490, 196 484",
        "scarf",
        OUTER,
    )
    sketch.line(
        "182 492, 210 506, 244 510",
        "340 478, 316 496, 284 506",
        "200 540, 240 548, 276 544",
        "340 518, 318 532",
        width=FOLD,
        ends=0.1,
    )


def face(sketch: Sketch) -> None:
    sketch.mark(nose=(-23, 39), r_eye=(-39, 7), l_eye=(17, 7), l_ear=(63, 10))
    sketch.shape(
        "-60 -46~, -61 -16, -57.5 2, -59 20, -55 38, -43 58, -28 73, -18 79, -8 78, 14 69, 38 52, "
        "54 32, 60 10, 62 -10~, 62 -46~, 0 -110~",
        "skin", OUTER,
    )  # fmt: skip
    look = Eyes(width=21, height=24.5, iris=0.64, line=1.6, rich=True, gaze=(-0.04, 0))
    eye(sketch, 17, 7, look, mirrored=False)
    eye(sketch, -39, 7, look, mirrored=True, narrow=0.76)
    sketch.line("-22.5 33, -25 39, -21.5 41.5", width=INNER, ends=0.2)
    sketch.shape("-31 51!^0.08, -1 49!, -3 58, -10 66, -19 67.5, -27 62", "mouth", INNER)
    sketch.shape("-25 63.5!, -19 59, -10 59, -5 62!, -11 66.2, -19 67.2", "tongue", FOLD)
    sketch.line(
        "24 37, 20 42",
        "30 37, 26 42",
        "36 36, 32 41",
        "-48 37, -50 41",
        "-43 38, -45.5 42",
        width=FOLD,
        ends=0.2,
    )


def fringe(sketch: Sketch) -> None:
    # far side
    sketch.hair("-50 -104, -72 -50, -72 10, -66 52, -56 76", 22, ink=OUTER, belly=0.35)
    sketch.shape(
        "20 -132, -30 -124, -60 -92, -70 -44, -67 -4, -60 26!, -58 -4, -52 -30!, -49 -22, -41 -13!, "
        "-40 -30, -34 -50!, -26 -26, -12 2!, -9 -22, -12 -48!,"
        "0 -26, 14 -14!, 13 -32, 8 -52!, 22 -30, 40 -14!, 42 -28, 38 -44!, 49 -8, 50 34, 40 66!, "
        "58 44, 64 18!, 70 50, 66 88, 58 100!, 84 86, 100 56, 108 10, 106 -40, 92 -88, 66 -120",
        "hair", OUTER,
    )  # fmt: skip
    sketch.line(
        "-52 -30, -54 -50, -50 -68", "-34 -50, -35 -70, -26 -96", "-12 -48, -14 -68, -11 -84",
        "8 -52, 5 -76, 7 -104", "38 -44, 38 -66, 32 -86", "64 18, 66 -30, 56 -76, 44 -100",
        "-30 -112, -44 -94, -50 -78", "20 -112, 27 -98, 30 -84",
        width=INNER, ends=0.1,
    )  # fmt: skip
    sketch.line(
        "88 66, 93 20, 88 -30",
        "78 70, 82 40, 81 16",
        "56 30, 55 -10, 50 -40",
        "-8 -20, -12 -44, -10 -64",
        width=FOLD,
        ends=0.1,
    )
    sketch.line("4 -35, 18 -43, 36 -38", "-30 -38, -42 -42, -53 -34", width=INNER, ends=0.2)


def beret(sketch: Sketch) -> None:
    sketch.line("16 -160, 22 -174, 32 -180", width=6)
    sketch.shape(
        "-70 -70!, -88 -96, -82 -128, -44 -154, 14 -164, 70 -152, 112 -124, 122 -92, 112 -62, "
        "102 -52!, 90 -84, 56 -104, 6 -108, -42 -96",
        "beret",
        OUTER,
    )
    sketch.line("-66 -76, -40 -104, 8 -117, 60 -112, 92 -92, 104 -64", width=INNER, ends=0.2)
    sketch.line(
        "-60 -128, -34 -140, -8 -144", "104 -104, 96 -120, 80 -132", "24 -160, 34 -158", width=FOLD, ends=0.1
    )


def arm(sketch: Sketch) -> None:
    """Her left hand, on the right of the picture, round a brush."""
    sketch.shape("404 664!, 392 690, 372 740, 360 790!, 474 790!, 478 740, 474 690, 464 656!", "coat", OUTER)
    with sketch.at(424, 604, 0.92, turn=10):
        sketch.shape(
            "-42 20, -37 44, -16 58!, 2 68, 6 78~, 44 78~, 46 40~, 42 0~, 30 -30~, -20 -30~", "skin", OUTER
        )
        # the brush
        sketch.shape("-13 72!, -6 72!, -3 0, -6 -96!, -18 -96!, -17 0", "wood", INNER)
        sketch.shape("-20 -94!, -4 -94!, -5 -120!, -19 -120!", "metal", INNER)
        sketch.shape("-20 -120!, -24 -140, -14 -172!, -3 -142, -4 -120!", "paint", INNER)
        # fingers from the little one up
        sketch.shape("30 40~, 8 46, -16 45, -26 36, -22 26, -6 22, 30 16~", "skin", OUTER)
        sketch.shape("36 24~, 8 28, -26 27, -36 16, -30 5, -8 2, 36 0~", "skin", OUTER)
        sketch.shape("40 6~, 8 9, -30 8, -40 -4, -33 -15, -8 -17, 38 -16~", "skin", OUTER)
        sketch.shape(
            "44 78~, 45 -4~, 30 -12, 4 -11, -26 -13, -36 -24, -28 -35, -4 -37, 24 -36, 40 -26, 47 -4, "
            "47 30, 45 78~",
            "skin",
            OUTER,
        )
        sketch.shape(
            "-43 26, -47 10, -47 -14, -38 -34, -28 -44, -19 -42, -18 -32, -27 -18, -29 4, -26 20!~",
            "skin",
            OUTER,
        )
        sketch.line("-27 -42, -21 -38", width=FOLD)
    sketch.line("392 716, 410 722", "386 744, 412 742", "466 700, 452 708", width=FOLD, ends=0.1)
    for x, y, size in ((478, 398, 15), (432, 372, 8), (488, 438, 6)):
        sketch.shape(spark(x, y, size), "paint", INNER)
    sketch.shape("398 654!, 430 660, 468 648!, 474 672!, 432 686, 394 680!", "coat", OUTER)
