package onecard.edge.site;

import static onecard.edge.site.Shape.Key.optional;
import static onecard.edge.site.Shape.Key.preset;
import static onecard.edge.site.Terms.IDS;
import static onecard.edge.site.Terms.TIME;

import onecard.access.Whereabouts;
import onecard.edge.site.Shape.Choice;
import onecard.edge.site.Shape.Section;
import onecard.edge.site.Shape.Whole;

/// The keys of an entry of `areas`.
final class AreaShape {

    static final Section AREA =
            new Section(
                    optional(
                            "occupancy",
                            new Whole(1, Whereabouts.PERSONS_MAX),
                            "persons let in at most; absent: any number",
                            "最多容纳人数,省略则不限"),
                    optional(
                            "exempt_groups",
                            IDS,
                            "groups let in although it is full; it is noted",
                            "人满时仍可进入的组,并予记录"),
                    optional(
                            "passback",
                            new Choice("hard", "soft", "timed"),
                            "who is in it and comes in again: hard refuses, soft notes, timed"
                                    + " refuses for passback_min; absent: is let in",
                            "已在内又再次进入者:hard 拒绝,soft 仅记录,timed 在 passback_min 内拒绝;省略则放行"),
                    preset(
                            "passback_min",
                            new Whole(1, 1_440),
                            "30",
                            "with passback: timed, so long after coming in",
                            "passback: timed 时,进入后多少分钟内拒绝"),
                    optional(
                            "reset",
                            TIME,
                            "when, each day, nobody is taken to be in it any more; absent: never",
                            "每天在此时刻视为无人在内,省略则不重置"));

    private AreaShape() {}
}
