"""A page of lexprobe in headless Chromium, for the tests beside this file."""

import html
import json
import re
import subprocess
import tempfile
import urllib.parse

OPTIONS = ["--headless", "--no-sandbox", "--disable-gpu",
           "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run",
           "--enable-logging=stderr"]


def _chromium(page, *options, fragment=""):
    """What Chromium says of a page, and on its standard output."""
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            ["chromium", *OPTIONS, f"--user-data-dir={profile}", *options,
             page.resolve().as_uri() + fragment],
            text=True, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=300, check=True)
    said = [line for line in done.stderr.splitlines() if ":CONSOLE" in line]
    return said, done.stdout


def check(page, *steps, size="1400,900"):
    """Does the steps (src/report/page/check.js) as a user would; gives what
    the page showed after each of them."""
    fragment = "#check=" + urllib.parse.quote(json.dumps(steps))
    said, document = _chromium(page, f"--window-size={size}", "--dump-dom",
                               fragment=fragment)
    assert not said, said
    found = re.search(r'<pre id="check-result"[^>]*>(.*?)</pre>', document, re.S)
    assert found, "the page did not get to its end"
    answer = json.loads(html.unescape(found[1]))
    assert not answer["errors"], answer["errors"]
    return answer["results"]


def screenshot(page, image, *options, size="1400,900"):
    """Keeps what the page looks like."""
    said, _ = _chromium(page, f"--window-size={size}", f"--screenshot={image}",
                        *options)
    assert not said, said
