"""Murphy's three parts of the Brier score as bars, for one who tells the days apart and says so more or less boldly."""

from __future__ import annotations

from matplotlib.figure import Figure

from ...figures import colours, figure
from ..controls import Slider
from ..figure import LiveFigure, Values
from ..parts import bar, handle
from ..printed import told

RAIN = 0.95


def _signed(sign: str, part: float) -> str:
    """Return a part with its sign, and 0 without one."""
    text = told(part, ".4f")
    return text if text == "0.0000" else sign + text


class ScoreParts(LiveFigure):
    """Drag what is said of the rainy kind of days; see which parts of the score move, and which one does not."""

    q = Slider(0.55, 0.5, 0.999, step=0.001, label="Says, on the rainy kind of days", colour="hand")

    presets = {
        "Says 50%": {"q": 0.5},
        "Vague": {"q": 0.55},
        "Timid": {"q": 0.7},
        "Honest": {"q": 0.95},
        "Boastful": {"q": 0.999},
    }
    readouts = (
        "<p>uncertainty − resolution + reliability<br>0.25 − {resolution:.4f} + {reliability:.4f} = "
        "<strong>{score:.4f}</strong>, the Brier score</p>"
        "<p>sharpness, the variance of what was said<br>{sharpness:.4f}</p>"
    )
    key = "Brier <b>{score:.4f}</b>, resolution {resolution:.4f}"
    says = "Says {q:.3f}: resolution {resolution:.4f}, reliability {reliability:.4f}, Brier score {score:.4f}."
    alt = (
        "Left: what was said against how often it rained, two points, each with a line across to the diagonal; the "
        "rainy days stand at {q:.3f}. Right, bars: uncertainty 0.25, less the resolution {resolution:.4f}, plus the "
        "reliability {reliability:.4f}, is the Brier score {score:.4f}."
    )
    caption = (
        "Left: what was said, and what followed; thick lines, to the diagonal, are the miscalibration. Right: the "
        "parts in points. Drag a point sideways."
    )
    hint = "drag a point sideways"

    def values(self) -> Values:
        """Return the parts of the Brier score, and the variance of the forecasts."""
        told_apart = self.q > 0.5  # two announcements; else one, followed by rain on half of the days
        followed = RAIN if told_apart else 0.5
        resolution, reliability = (followed - 0.5) ** 2, (self.q - followed) ** 2
        return {
            "followed": followed,
            "resolution": resolution,
            "reliability": reliability,
            "score": 0.25 - resolution + reliability,
            "sharpness": (self.q - 0.5) ** 2,
        }

    def draw(self) -> Figure:
        """Draw what followed against what was said, and the parts as steps from the uncertainty to the score."""
        v = self.numbers()
        q, f, low = self.q, v["followed"], 0.25 - v["resolution"]
        fig, (left, right) = figure(470, 300, columns=2, width_ratios=[1, 2])
        left.plot([0, 1], [0, 1], "--", lw=1.6, color=colours.quiet)
        for gid, said, seen in (("rainy", q, f), ("dry", 1 - q, 1 - f)):
            left.plot([said, seen], [seen, seen], "-", lw=4, color=colours.model, gid=f"{gid}-gap")
            handle(left, gid, said, seen)
        left.set(
            xlim=(0, 1), ylim=(0, 1), xticks=[0, 1], yticks=[0, 1], xlabel="said", ylabel="share of days with rain"
        )
        for gid, x, y0, y1, colour in (
            ("uncertainty", 0, 0, 0.25, "truth"),
            ("resolution", 1, low, 0.25, "third"),
            ("reliability", 2, low, v["score"], "model"),
            ("score", 3, 0, v["score"], "hand"),
        ):
            bar(right, gid, x - 0.36, x + 0.36, y0, y1, colour)
        right.text(0, 0.262, "0.2500", ha="center", size=11)
        # below its bar, where the label of the next one never stands
        right.text(1, low - 0.02, _signed("−", v["resolution"]), ha="center", size=11, gid="less")
        right.text(2, v["score"] + 0.012, _signed("+", v["reliability"]), ha="center", size=11, gid="more")
        right.text(3, v["score"] + 0.012, told(v["score"], ".4f"), ha="center", size=11, gid="total")
        right.set(xlim=(-0.5, 3.5), ylim=(0, 0.29), xticks=[0, 1, 2, 3], yticks=[])
        right.set_xticklabels(["uncert.", "resol.", "reliab.", "Brier"])
        return fig
