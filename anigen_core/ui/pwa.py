"""What makes the studio an app of its own on a computer or tablet: its Web Application Manifest (W3C).

Gradio serves the icon at the sizes that the manifest names, from `favicon_path`; its own manifest knows
neither colors nor a description nor icons that may be cut to a circle.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

ICON = Path(__file__).parent / "static" / "icon.png"
"""512x512, drawn by assets/draw_icon.py."""

ICONS = [
    {"src": f"pwa_icon/{side}", "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
    for side in (192, 512)
    for purpose in ("any", "maskable")
]
MANIFEST = {
    "id": "./",
    "name": "AniGen Studio",
    "short_name": "AniGen",
    "description": "Sketch, color blocks and a pose become a finished, layered anime character.",
    "start_url": "./",
    "scope": "./",
    "display": "standalone",
    "orientation": "any",
    "theme_color": "#4f46e5",
    "background_color": "#ffffff",
    "categories": ["graphics", "photo"],
    "icons": ICONS,
}


class OwnManifest:
    """ASGI middleware: the manifest is ours; everything else is passed on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith("/manifest.json"):
            await self._app(scope, receive, send)
            return
        body = json.dumps(MANIFEST).encode()
        headers = [(b"content-type", b"application/manifest+json")]
        headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body if scope["method"] == "GET" else b""})
