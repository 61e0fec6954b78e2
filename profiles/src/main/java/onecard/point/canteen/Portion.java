package onecard.point.canteen;

import java.util.Optional;
import onecard.money.Fen;

/// What was taken from a scale since a tap. Pure; whole grams.
///
/// Only where the scale rests anything is known. What is missing since it rested last was taken,
/// and what is more was put back; more than was taken is no credit, whoever's it is. Where nobody
/// could tell for a while what lay there, it counts anew from what lies there then: what was taken
/// meanwhile is nobody's.
///
/// @param rests the weight at which it rested last; absent: nobody knows any more
/// @param grams taken so far, never below zero
/// @param rate at which it is sold, however that changes meanwhile
public record Portion(Optional<Long> rests, long grams, Rate rate) {

    static Portion from(long rests, Rate rate) {
        return new Portion(Optional.of(rests), 0, rate);
    }

    /// What it comes to.
    Fen price() {
        return rate.price(grams);
    }

    /// The scale rests there.
    Portion at(long weight) {
        long taken = rests.map(before -> before - weight).orElse(0L);
        long most = ByWeight.GRAMS_MAX;
        return new Portion(Optional.of(weight), Math.clamp(grams + taken, 0, most), rate);
    }

    /// Nobody knows what lies there.
    Portion lost() {
        return new Portion(Optional.empty(), grams, rate);
    }
}
