"""What costumes wear on arms and legs: gloves, bandages, hose, boots."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..body.body import Cover
from ..body.bones import SIDES
from ..body.hands import hand
from ..geometry.mesh import smooth
from ..palette import RGB
from ..parts import Part, sided
from ..render.material import Kind, plain
from . import tops
from .jackets import Jackets


class Limbs(Jackets):
    """Adds what covers arms and legs closely. trousered: something covers the base layer; booted: boots of
    the costume's own take the place of the shoes' shafts."""

    trousered = False
    booted = False

    def _wear(self, **more) -> None:
        """Other shoes, socks ... than drawn."""
        self.spec = replace(self.spec, **more)
        self.shoe = more.get("shoe", self.shoe)
        self.socks = more.get("sock", self.socks)

    def _hose(self, color: RGB, stop: float = 1.35) -> None:
        """Close trousers that end in boots or below plates: few vertices."""
        for side in SIDES:
            leg = self.body.leg(side, -0.12, stop, 0.026, rows=18, columns=18)
            part = sided("TROUSER", side)
            self.add(leg.mesh(f"{side} hose", part, colors=color, edge=130 + (side == "right")))
            self.covers.append(Cover(f"{side}Leg", -0.2, stop - 0.10))
        seat = self.body.torso(3.10, 4.04, 0.034, rows=12, columns=32)
        self.add(seat.mesh("hose", Part.BOTTOM, caps=(False, True), colors=color, edge=132))
        self.trousered = True
        self._wear(legs="trousers")

    def _inner_arms(self, color: RGB, stop: float, inflate: float = 0.022) -> None:
        """Close sleeves below plates."""
        for side in SIDES:
            arm = self.body.arm(side, -0.27, stop, inflate, rows=14, columns=16)
            self.add(arm.mesh(f"{side} inner sleeve", sided("SLEEVE", side), colors=color))

    def _sleeves(self, stop: float, color: RGB, *, kind: str = "plain", outer: bool = False, **more) -> None:
        self.add(*tops.sleeves(self.body, stop, color, kind=kind, outer=outer, **more))

    def _gloves(
        self,
        color: RGB,
        *,
        start: float = 1.80,
        fingers: bool = True,
        cuff: RGB | None = None,
        kind: Kind = "cloth",
    ) -> None:
        """Gloves up the arm to t = start; without fingers on wish."""
        for side in SIDES:
            part = sided("GLOVE", side)
            made = hand(self.body, side, color, 0.011, part=part)
            made = made if fingers else made[:1]
            self.add(*(replace(m, material=plain(kind), edge=int(part)) for m in made))
            rows = 6 if start > 1.6 else 14
            t = np.linspace(start, 2.06, rows)
            arm = self.body.arm(
                side, start, 2.06, 0.016 + 0.008 * smooth(2.0, start, t), rows=rows, columns=20
            )
            shaft = arm.hemmed(0.012, start=True, end=False)
            self.add(shaft.mesh(f"{side} glove", part, material=plain(kind), colors=color, edge=int(part)))
            if cuff is not None:
                band = self.body.arm(side, start - 0.02, start + 0.08, 0.042, rows=4, columns=20)
                self.add(
                    band.hemmed(0.016, start=True).mesh(f"{side} glove cuff", part, colors=cuff, edge=190)
                )
            self.covers.append(Cover(f"{side}Arm", start + 0.1, 2.2))
            if fingers:
                self.covers.append(Cover(f"{side}Hand", 0, 3))
        self.extras.append("gloves")

    def _wraps(self, color: RGB, start: float, stop: float, *, limb: str = "arm") -> None:
        """Bandages around forearms or calves."""
        for side in SIDES:
            rows = 19
            t = np.linspace(start, stop, rows)
            saw = 0.016 + 0.012 * ((t - start) / (stop - start) * 6 % 1)
            part = sided("CUFF" if limb == "arm" else "SOCK", side)
            made = (self.body.arm if limb == "arm" else self.body.leg)(
                side, start, stop, saw, rows=rows, columns=16
            ).hemmed(0.014, start=True)
            turn = np.clip((t - start) / (stop - start) * 6 % 1, 0, 1)
            bias = np.repeat(np.concatenate([[0, 0], -0.3 * (turn < 0.15), [-0.3, -0.3]])[:, None], 16, 1)
            self.add(made.mesh(f"{side} wrap", part, colors=color, bias=bias))
            self.covers.append(Cover(f"{side}{limb.capitalize()}", start + 0.08, stop - 0.08))

    def _boots(self, color: RGB, *, start: float = 1.2, cuff: RGB | None = None, fold: float = 0.0) -> None:
        """Boots of a color up to t = start of the leg; trousers should end at start + 0.14. cuff: color of
        their upper edge; fold: how far it is turned down, in t."""
        self.palette = replace(self.palette, leather=color)
        self._wear(shoe="boots", sock=2.1)
        self.booted = True
        leather = plain("leather")
        for side in SIDES:
            t = np.linspace(start, 2.04, 14)
            ankle = np.exp(-(((t - 1.8) / 0.1) ** 2))
            amount = 0.042 + 0.022 * smooth(start + 0.3, start, t) + 0.006 * ankle * np.sin(t * 60)
            shaft = self.body.leg(side, start, 2.04, amount, rows=14, columns=18)
            shaft = shaft.hemmed(0.016, start=True, end=False)
            part = sided("SHOE", side)
            self.add(shaft.mesh(f"{side} boot leg", part, material=leather, colors=color, edge=int(part)))
            if cuff is not None:
                stop = start + max(fold, 0.07)
                s = np.linspace(0, 1, 5)
                band = self.body.leg(
                    side, start - 0.01, stop, 0.082 + 0.03 * s * (fold > 0), rows=5, columns=20
                )
                band = band.hemmed(0.022, start=True)
                self.add(band.mesh(f"{side} boot cuff", part, material=leather, colors=cuff, edge=191))
            self.covers.append(Cover(f"{side}Leg", start + 0.1, 2.2))

    def _feet(self) -> None:
        super()._feet()
        if self.booted:  # the shoes' own shafts lie inside
            hidden = ("left shaft", "right shaft", "left boot band", "right boot band")
            self.meshes = [m for m in self.meshes if m.name not in hidden]
