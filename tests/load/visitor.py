"""A visitor of the page without a browser: the same requests, in the same order, that the page makes."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import uuid
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx
from gradio_client.utils import apply_diff
from PIL import Image

from tests.load.drawing import Drawing

API = "/gradio_api"


class Refused(Exception):
    """The server did not take it. The message is what the visitor reads."""


@dataclass
class Page:
    """What a page knows of its server: the components and what happens at which event."""

    config: dict[str, Any]

    def __post_init__(self) -> None:
        components = self.config["components"]
        self.components = {one["id"]: one for one in components}
        self.stage = next(
            one["id"] for one in components if one["props"].get("component_class_name") == "DrawingStage"
        )
        self.events = {one["id"]: one for one in self.config["dependencies"]}

    def event(self, name: str) -> dict[str, Any]:
        """What the stage's event of this name leads to."""
        return next(one for one in self.events.values() if [self.stage, name] in one["targets"])

    def after(self, event: dict[str, Any]) -> list[dict[str, Any]]:
        """What the server is asked once the event is through."""
        return [
            one for one in self.events.values() if one["trigger_after"] == event["id"] and one["backend_fn"]
        ]

    def values(self, event: dict[str, Any], stage: Any = None) -> list[Any]:
        """What its inputs are before anybody touched them. stage: the value of the stage."""
        return [
            stage if name == self.stage else self.components[name]["props"].get("value")
            for name in event["inputs"]
        ]

    def of_stage(self, event: dict[str, Any], outputs: list[Any]) -> dict[str, Any]:
        """The props that go to the stage."""
        update = outputs[event["outputs"].index(self.stage)] if self.stage in event["outputs"] else None
        return update.get("props", {}) if isinstance(update, dict) else {}


class Visitor:
    """One session of the page. Use it as a context; leaving it is closing the tab."""

    def __init__(self, url: str, page: Page, owner: int, size: tuple[int, int]) -> None:
        self.page, self.drawing = page, Drawing(owner, size)
        self.session = uuid.uuid4().hex[:11]
        # A browser asks once more where the server closed, just then, a connection that was idle for 5 s.
        limits = httpx.Limits(keepalive_expiry=2)
        self._client = httpx.AsyncClient(base_url=url, timeout=httpx.Timeout(120, read=300), limits=limits)
        self._heart: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Visitor:
        (await self._client.get("/")).raise_for_status()
        self._heart = asyncio.create_task(self._beat())
        ready = self.page.event("ready")
        await self._now(ready)
        for event in self.page.after(ready):
            async for _ in self._queued(event):
                pass
        return self

    async def __aexit__(self, *_reason: object) -> None:
        if self._heart is not None:
            self._heart.cancel()
            with suppress(asyncio.CancelledError, httpx.HTTPError):
                await self._heart
        await self._client.aclose()

    async def preview(self) -> Image.Image | None:
        """A quick picture of the drawing as it is, None where it was dropped."""
        event = self.page.event("preview")
        answer = await self._now(event, None, self.drawing.small())
        url = self.page.of_stage(event, answer)["preview"]["url"]
        if url is None:
            return None
        return Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2])))

    async def finish(self) -> AsyncGenerator[str | bytes, None]:
        """Press Finish: what the page says meanwhile, and last the picture's file."""
        begin = self.page.event("finish")
        width, height = self.drawing.size
        value = {"width": width, "height": height, "revision": self.drawing.strokes}
        await self._now(begin, value, {"revision": self.drawing.strokes, "pictures": self.drawing.pictures()})
        [run] = self.page.after(begin)
        panel = next(
            place
            for place, name in enumerate(run["outputs"])
            if "panel" in (self.page.components[name]["props"].get("elem_classes") or ())
        )
        address, said = None, ""
        async for outputs in self._queued(run):
            result = self.page.of_stage(run, outputs).get("result")
            address = result["url"] if result else address
            said = _words(outputs[panel]) or said
            if said:
                yield said
        if address is None:
            raise Refused(said)
        file = await self._client.get(address)
        file.raise_for_status()
        yield file.content
        for event in self.page.after(run):
            async for _ in self._queued(event):
                pass

    async def _beat(self) -> None:
        async with self._client.stream("GET", f"{API}/heartbeat/{self.session}", timeout=None) as answer:
            async for _ in answer.aiter_bytes():
                pass

    def _body(self, event: dict[str, Any], stage: Any, data: Any) -> dict[str, Any]:
        return {
            "data": self.page.values(event, stage),
            "event_data": data,
            "fn_index": event["id"],
            "trigger_id": self.page.stage,
            "session_hash": self.session,
        }

    async def _now(self, event: dict[str, Any], stage: Any = None, data: Any = None) -> list[Any]:
        """An event past the queue."""
        answer = await self._client.post(f"{API}/run/predict", json=self._body(event, stage, data))
        if answer.status_code != 200:
            raise Refused(str(answer.json().get("error")))
        return answer.json()["data"]

    async def _queued(self, event: dict[str, Any]) -> AsyncGenerator[list[Any], None]:
        """The outputs of an event in the queue, each time they change."""
        asked = await self._client.post(f"{API}/queue/join", json=self._body(event, None, None))
        if asked.status_code != 200:
            raise Refused(str(asked.json().get("detail")))
        number, known = asked.json()["event_id"], []
        async with self._client.stream("GET", f"{API}/queue/data?session_hash={self.session}") as stream:
            async for line in stream.aiter_lines():
                message = json.loads(line[6:]) if line.startswith("data: ") else {}
                if message.get("event_id") != number:
                    continue
                output = message.get("output") or {}
                if not message.get("success", True):
                    raise Refused(str(output.get("error")))
                if "data" in output:
                    news = output["data"]
                    differing = message["msg"] == "process_generating" and known
                    known = [*map(apply_diff, known, news)] if differing else news
                    yield known
                if message["msg"] == "process_completed":
                    return


def _words(update: Any) -> str:
    value = update.get("value") if isinstance(update, dict) else update
    return value if isinstance(value, str) else ""
