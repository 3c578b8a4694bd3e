# SPDX-License-Identifier: MIT
"""What the browser tests stand on: pictures, a server, a browser, and an engine that checks accessibility."""
