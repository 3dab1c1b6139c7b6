"""A page of lexprobe in headless Chromium, for the tests beside this file.

It is moved as by a person: the browser itself is told of mouse, fingers and
keys (DevTools protocol, domain Input), and finds out what they hit.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

OPTIONS = ["--headless", "--no-sandbox", "--disable-gpu",
           "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run",
           "--remote-debugging-pipe"]
PATIENCE = 120  # seconds
# Key codes of what tests press, for those keys that are not letters.
KEYS = {"Enter": (13, "\r"), "Tab": (9, None), "Escape": (27, None),
        "Backspace": (8, None), "ArrowLeft": (37, None),
        "ArrowUp": (38, None), "ArrowRight": (39, None),
        "ArrowDown": (40, None)}
CONTROL, SHIFT = 2, 8


class Browser:
    """Chromium, and one page in it. Use as `with Browser() as page`."""

    def __init__(self, size=(1400, 900), touch=False, dark=False):
        self.size, self.touch, self.dark = size, touch, dark
        self.said, self.requests = [], []
        self.number, self.unread = 0, b""

    def __enter__(self):
        self.profile = tempfile.mkdtemp()
        command_in, self.to = os.pipe()
        self.back, command_out = os.pipe()
        # Chromium reads its descriptor 3 and writes to 4.
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{command_in} 4>&{command_out}',
             "bash", "chromium", *OPTIONS, f"--user-data-dir={self.profile}"],
            pass_fds=(command_in, command_out), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(command_in)
        os.close(command_out)
        self.session = None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target,
                                flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")
        width, height = self.size
        self.ask("Emulation.setDeviceMetricsOverride", width=width,
                 height=height, deviceScaleFactor=1, mobile=self.touch)
        self.ask("Emulation.setTouchEmulationEnabled", enabled=self.touch)
        self.ask("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme",
             "value": "dark" if self.dark else "light"}])
        return self

    def __exit__(self, *failure):
        self.process.kill()
        self.process.wait()
        os.close(self.to)
        os.close(self.back)
        shutil.rmtree(self.profile, ignore_errors=True)
        if failure[0] is None:
            assert not self.said, self.said

    # The protocol: JSON, each value followed by a zero byte.

    def ask(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                assert "error" not in answer, (method, answer["error"])
                return answer["result"]

    def receive(self):
        end = time.monotonic() + PATIENCE
        while b"\0" not in self.unread:
            ready, _, _ = select.select([self.back], [], [],
                                        max(0, end - time.monotonic()))
            assert ready, "the browser does not answer"
            chunk = os.read(self.back, 1 << 20)
            assert chunk, "the browser has ended"
            self.unread += chunk
        text, self.unread = self.unread.split(b"\0", 1)
        message = json.loads(text)
        self.note(message.get("method"), message.get("params", {}))
        return message

    def note(self, event, about):
        """Keeps what the page says on its console, and what it asks for."""
        if event == "Runtime.consoleAPICalled":
            self.said.append(about["args"])
        elif event == "Runtime.exceptionThrown":
            self.said.append(about["exceptionDetails"])
        elif event == "Log.entryAdded":
            self.said.append(about["entry"])
        elif event == "Network.requestWillBeSent":
            self.requests.append(about["request"]["url"])

    # The page.

    def open(self, path):
        self.ask("Page.navigate", url=path.resolve().as_uri() + "#check")
        self.wait("window.lexprobe !== undefined")
        return self

    def value(self, script):
        """Of an expression in the page."""
        done = self.ask("Runtime.evaluate", expression=script,
                        returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def wait(self, script):
        end = time.monotonic() + PATIENCE
        while not self.value(script):
            assert time.monotonic() < end, f"never came true: {script}"
            time.sleep(0.02)

    def picture_is_drawn(self):
        """Waits for what the page has put off until its next picture."""
        self.value("new Promise((done) => requestAnimationFrame(() => "
                   "requestAnimationFrame(() => done(true))))")

    def texts(self, selector):
        return self.value("[...document.querySelectorAll(%s)].map("
                          "(each) => each.textContent)" % json.dumps(selector))

    def text(self, selector):
        return self.value("document.querySelector(%s).textContent"
                          % json.dumps(selector))

    def rows(self, selector):
        """The cells of the rows of a table."""
        return self.value("[...document.querySelectorAll(%s)].map((row) => "
                          "[...row.cells].map((cell) => cell.textContent))"
                          % json.dumps(selector))

    def place_of(self, selector):
        """The middle of an element, which must be seen there and not be
        covered by another."""
        found = self.value("""(() => {
          const wanted = document.querySelector(%s);
          wanted.scrollIntoView({ block: 'center', behavior: 'instant' });
          const box = wanted.getBoundingClientRect();
          const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
          const hit = document.elementFromPoint(x, y);
          return [x, y, wanted === hit || wanted.contains(hit)
                        || (hit !== null && hit.contains(wanted))];
        })()""" % json.dumps(selector))
        assert found[2], f"{selector} is covered or out of sight"
        return found[:2]

    # Hands.

    def mouse(self, kind, x, y, **more):
        self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def click_at(self, x, y):
        self.mouse("mouseMoved", x, y)
        for kind in ("mousePressed", "mouseReleased"):
            self.mouse(kind, x, y, button="left", clickCount=1)
        self.picture_is_drawn()

    def drag(self, start, end):
        self.mouse("mouseMoved", *start)
        self.mouse("mousePressed", *start, button="left", clickCount=1)
        for step in (0.3, 0.6, 1):
            self.mouse("mouseMoved",
                       *[a + step * (b - a) for a, b in zip(start, end)],
                       button="left", buttons=1)
        self.mouse("mouseReleased", *end, button="left", clickCount=1)
        self.picture_is_drawn()

    def wheel(self, x, y, down):
        self.mouse("mouseWheel", x, y, deltaX=0, deltaY=down)
        self.picture_is_drawn()

    def fingers(self, kind, *places):
        self.ask("Input.dispatchTouchEvent", type=kind,
                 touchPoints=[{"x": x, "y": y, "id": i}
                              for i, (x, y) in enumerate(places)])

    def tap_at(self, x, y):
        self.fingers("touchStart", (x, y))
        self.fingers("touchEnd")
        self.picture_is_drawn()

    def pinch(self, x, y, first, last):
        """Two fingers around a place, `first` pixels from it, then `last`."""
        self.fingers("touchStart", (x - first, y), (x + first, y))
        for step in (0.25, 0.5, 0.75, 1):
            away = first + step * (last - first)
            self.fingers("touchMove", (x - away, y), (x + away, y))
        self.fingers("touchEnd")
        self.picture_is_drawn()

    def point(self, selector):
        """Clicks an element, or taps it where there is touch."""
        place = self.place_of(selector)
        (self.tap_at if self.touch else self.click_at)(*place)

    def press(self, *keys, modifiers=0):
        for key in keys:
            code, text = KEYS.get(key, (ord(key[0].upper()), key))
            pressed = {"key": key, "windowsVirtualKeyCode": code,
                       "modifiers": modifiers}
            if text and not modifiers & CONTROL:
                pressed["text"] = text
            self.ask("Input.dispatchKeyEvent", type="keyDown", **pressed)
            pressed.pop("text", None)
            self.ask("Input.dispatchKeyEvent", type="keyUp", **pressed)
        self.picture_is_drawn()

    def fill(self, selector, text):
        """Types into a field, over what is there."""
        self.point(selector)
        self.ask("Input.dispatchKeyEvent", type="keyDown", key="a",
                 windowsVirtualKeyCode=65, modifiers=CONTROL,
                 commands=["selectAll"])
        self.press("Backspace")
        if text:
            self.ask("Input.insertText", text=text)

    def choose(self, selector, option):
        """An option of a select element, by keys: its list is not of the page."""
        self.value("document.querySelector(%s).focus()" % json.dumps(selector))
        options = self.texts(f"{selector} option")
        here = self.value("document.querySelector(%s).selectedIndex"
                          % json.dumps(selector))
        steps = options.index(option) - here
        self.press(*["ArrowDown" if steps > 0 else "ArrowUp"] * abs(steps))

    def screenshot(self, image, whole=False):
        """Keeps what is seen, or the whole page."""
        taken = self.ask("Page.captureScreenshot", captureBeyondViewport=whole)
        image.write_bytes(base64.b64decode(taken["data"]))
