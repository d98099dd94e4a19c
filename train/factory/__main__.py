"""`python -m train.factory`: look at characters, and write out every pass of one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer
from PIL import Image

from anigen_core.errors import InputError

app = typer.Typer(add_completion=False, no_args_is_help=True, help="The character factory.")


def _size(text: str) -> tuple[int, int]:
    try:
        width, height = (int(v) for v in text.lower().split("x"))
    except ValueError:
        raise InputError(f"A size looks like 512x768, not {text!r}.") from None
    return width, height


@app.command()
def sheet(
    out: Annotated[Path, typer.Option(help="PNG to write.")],
    count: int = 64,
    seed: int = 0,
    framing: Annotated[str, typer.Option(help="full, knees, bust or face.")] = "full",
    columns: int = 8,
    stress: Annotated[bool, typer.Option(help="Sit, run, kneel, arms up by four views.")] = False,
    plain: Annotated[bool, typer.Option(help="The same render style for all.")] = False,
    hair: Annotated[Path | None, typer.Option(help="JSON hair preset of VRoid Studio that all wear.")] = None,
    cameras: Annotated[bool, typer.Option(help="Shots as in training: low, high, tilted, near.")] = False,
    grounds: Annotated[bool, typer.Option(help="On grounds instead of white (needs torch).")] = False,
) -> None:
    """A page of characters, seeds SEED, SEED + 1, ..."""
    from .hair.presets import load_preset
    from .penetration import summary
    from .render.camera import FRAMINGS
    from .render.renderer import Renderer
    from .sheet import sheet as make
    from .sheet import stress_sheet

    if framing not in FRAMINGS:
        raise InputError(f"Framing is one of {', '.join(FRAMINGS)}.")
    preset = load_preset(hair) if hair else None
    renderer = Renderer()
    seeds = range(seed, seed + count)
    if stress:
        page, cells = stress_sheet(renderer, seeds, preset)
        for cell in cells:
            typer.echo(f"seed {cell.seed} {cell.stance} {cell.yaw:g}: {cell.found.words()}")
        typer.echo(f"median {summary([c.found for c in cells], 'median')}")
        typer.echo(f"worst {summary([c.found for c in cells], 'worst')}")
    else:
        more = {"styled": not plain, "hair": preset, "cameras": cameras, "grounds": grounds}
        page = make(renderer, seeds, framing, columns=columns, **more)  # type: ignore[arg-type]
    Image.fromarray(page).save(out)
    renderer.release()


@app.command()
def passes(
    out: Annotated[Path, typer.Option(help="Folder to write to.")],
    seed: int = 0,
    stance: str = "stand",
    yaw: float = 0.0,
    framing: Literal["full", "knees", "bust", "face"] = "full",
    size: str = "512x768",
    expression: str = "neutral",
) -> None:
    """Every pass of one character as pictures, and labels.json; says what shows through the clothes."""
    from .character import build_character
    from .labels import label
    from .penetration import Probe
    from .poses.poses import named
    from .render.cameras import Outline, Shot, fit
    from .render.passes import write_passes
    from .render.renderer import Renderer

    pose, after = named(stance), named("walk")
    renderer = Renderer()
    character = build_character(seed)
    posed = character.pose(pose, pose.blended(after, 0.08), expression=expression)
    shot = Shot(framing, yaw=yaw)
    camera = fit(shot, Outline.of(character.figure), posed.frames, _size(size))
    loaded = renderer.load(character.figure)
    if expression != "neutral":
        loaded.paint(character.face_material, character.face(expression))
    picture = renderer.render(loaded, posed, camera)
    out.mkdir(parents=True, exist_ok=True)
    write_passes(picture, out)
    tags = {"framing": framing, "pose": stance, "style": "cel"}
    labels = label(character, posed, camera, picture, expression=expression, tags=tags)
    probe = Probe(character, renderer)
    found = probe.measure(posed, camera)
    labels["penetration"] = {"skin": round(found.skin, 6), "limbs": round(found.limbs, 6)}
    typer.echo(found.words())
    probe.release()
    (out / "labels.json").write_text(json.dumps(labels, indent=1), encoding="utf-8")
    loaded.release()
    renderer.release()


@app.command()
def poses(
    out: Annotated[Path, typer.Option(help="PNG to write.")],
    name: Annotated[list[str] | None, typer.Option(help="Poses or families; none = all.")] = None,
    seed: Annotated[list[int] | None, typer.Option(help="Who shows them.")] = None,
    columns: Annotated[int, typer.Option(min=1, max=32)] = 6,
) -> None:
    """Named poses, from the front and by 45 degrees."""
    from .poses.named import FAMILIES, NAMED
    from .poses.poses import named
    from .render.renderer import Renderer
    from .sheet import pose_sheet

    names = [n for word in name or NAMED for n in FAMILIES.get(word, (word,))]
    for one in names:
        named(one)
    renderer = Renderer()
    Image.fromarray(pose_sheet(renderer, seed or (3, 16), names, columns)).save(out)
    renderer.release()


@app.command()
def motion(
    file: Annotated[Path, typer.Argument(help="A motion file of MikuMikuDance, .vmd.")],
    out: Annotated[Path, typer.Option(help="PNG to write.")],
    frames: Annotated[int, typer.Option(min=1, max=256)] = 16,
    seed: int = 0,
    columns: Annotated[int, typer.Option(min=1, max=32)] = 8,
) -> None:
    """A character at moments of a motion, first to last."""
    from .poses.vmd import load_motion
    from .render.renderer import Renderer
    from .sheet import motion_sheet

    loaded = load_motion(file)
    renderer = Renderer()
    Image.fromarray(motion_sheet(renderer, loaded, frames, seed, columns)).save(out)
    renderer.release()


@app.command()
def bench(
    seconds: Annotated[float, typer.Option(help="How long to measure each way of working.")] = 20.0,
    size: str = "512x768",
    seed: int = 0,
) -> None:
    """Pictures per second and peak memory: a new character each, and 16 pictures of each."""
    from .bench import measure

    for pictures in (1, 16):
        typer.echo(measure(seconds, _size(size), pictures, first=seed).lines())


@app.command()
def avatar(
    file: Annotated[Path, typer.Argument(help="A .vrm, .glb or .pmx file.")],
    out: Annotated[Path, typer.Option(help="PNG to write.")],
    count: Annotated[int, typer.Option(min=1, max=256)] = 16,
    seed: int = 0,
    columns: Annotated[int, typer.Option(min=1, max=32)] = 8,
) -> None:
    """A page of somebody's avatar: as it is, then in other poses, views and colors."""
    from .avatars.avatars import load_avatar
    from .avatars.sheet import avatar_sheet
    from .render.renderer import Renderer

    loaded = load_avatar(file)
    renderer = Renderer()
    Image.fromarray(avatar_sheet(renderer, loaded, count, seed=seed, columns=columns)).save(out)
    renderer.release()


def main() -> None:
    """Run a command; a wrong input is one sentence and exit code 2."""
    try:
        app(standalone_mode=False)
    except InputError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from None
    except typer.Exit as stop:
        raise SystemExit(stop.exit_code) from None
    except Exception as error:
        if error.__class__.__module__.startswith("click"):
            words = getattr(error, "format_message", None)
            typer.echo(words() if words else str(error), err=True)
            raise SystemExit(2) from None
        raise


if __name__ == "__main__":
    main()
