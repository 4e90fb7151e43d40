"""Draws the table as an SVG: a bar for each peer and benchmark, as long as the logarithm of its ratio to the limit."""

import math
from html import escape

COLOURS = {"limit": "#555", "asyncc": "#1f5fd0", "asyncc -O0": "#8fb2ec", "libuv": "#999", "c++": "#c9641d", "c++ pool": "#e8a06a", "asio": "#b08a2e",
           "go": "#16a0b5", "tokio": "#a33b2e", "asyncio": "#3a8f50", "uvloop": "#8cc79a", "node": "#8a4fa8"}
LEFT, STEP, BAR, GAP = 190, 130, 11, 14        # pixels: of the titles, of a factor of ten, of a bar, between benchmarks
LEAST = 0.3


def place(ratio):
    return LEFT + STEP * math.log10(max(ratio, LEAST) / LEAST)


def draw(rows, names):
    """rows: (title, bar, {peer: ratio})."""
    most = max((r for _, _, ratios in rows for r in ratios.values()), default=1)
    width, out, y = int(place(most)) + 150, [], 64
    for title, bar, ratios in rows:
        shown = [n for n in names if n in ratios]
        top = y
        out.append(f'<text x="{LEFT - 10}" y="{y + 9}" text-anchor="end" font-weight="bold">{escape(title)}</text>')
        at, bottom = place(bar), y + BAR * len(shown)
        line = f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{top - 3}" y2="{bottom + 1}" stroke="#d00" stroke-width="1.5"/>'
        labels = []
        for n in shown:
            end = place(ratios[n])
            out.append(f'<rect x="{LEFT}" y="{y}" width="{max(end - LEFT, 1):.1f}" height="{BAR - 2}" fill="{COLOURS[n]}"/>')
            labels.append(f'<text x="{end + 5:.1f}" y="{y + 8}" font-size="10" paint-order="stroke" stroke="#fff" stroke-width="3">'
                          f'{escape(n)} {ratios[n]:{".0f" if ratios[n] >= 100 else ".3g"}}</text>')
            y += BAR
        out += [line, *labels]
        y += GAP
    grid, power = [], 1
    while power <= most * 1.01:
        for tick in (power, 2 * power, 5 * power):
            if tick <= most * 1.01:
                x = place(tick)
                grid.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="50" y2="{y}" stroke="#ddd"/>'
                            f'<text x="{x:.1f}" y="44" text-anchor="middle" fill="#666" font-size="10">{tick:g}</text>')
        power *= 10
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y + 10}" font-family="sans-serif" font-size="12">'
            f'<rect width="100%" height="100%" fill="#fff"/><text x="10" y="22" font-size="14">Times the hand-written state machine (logarithmic; '
            f'less is better; red: the bar for asyncc)</text>{"".join(grid)}{"".join(out)}</svg>\n')
