// What a figure's own module is given, and the two hosts that give it life.
//
// A figure's own module is a function of `offered`, the formulas and the printing of numbers, that returns
//   compute(state)            the readouts, pure: the formulas, and nothing else
//   draw(view, state, values) moves the parts
//   hidden(state)             the gids of the parts that are not shown, where `shown_at` does not say it (the same rule as
//                             the class's `hidden`)
//   handles { gid: [x, y] }   markers that stand where traits, values (by name) or numbers say: a drag sets those traits,
//                             and their controls light the marker up
//   drag    { gid: (point, state, before) => change }   what a drag of that part sets; point in data coordinates, `before`
//                             the last one of this drag, null at its start
//   picks   { gid: (point, state) => change }   the same for a part (or axes) that is clicked, or tapped by a finger
//   lights  { trait: gid }    the part (or list of parts) that lights up while the trait's control has the focus
//   adjust(state, name)       what else must change once `name` has (the same rule as the class's `adjust`)
//   possible(state)           whether a state that an address brings can be, where the controls' own ranges do not say it
//   actions { name: state => change }           what each action button does
//   listen(root, act)         adds what else the page's element is to hear, such as letters; act(name) does an action
// all but the first two optional. State and changes are plain objects of trait names and values.

import * as digits from "./digits.mjs";
import { wired } from "./drag.mjs";
import { hidden, paintDrawing } from "./figure.mjs";
import * as formulas from "./formulas.mjs";
import { boot, render } from "./hosts.mjs";
import { told } from "./printed.mjs";
import { makeView } from "./view.mjs";

/** A name that is not there is a mistake to be told where it is made, not when the figure first moves. */
const offered = new Proxy({ ...formulas, ...digits, told }, {
  get(all, name) {
    if (!(name in all)) throw new Error(`figures are offered no "${String(name)}"; there are ${Object.keys(all).join(", ")}`);
    return all[name];
  },
});

export { boot, hidden, makeView, offered, paintDrawing, render, told, wired };
