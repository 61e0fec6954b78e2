package onecard.edge.config;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import onecard.edge.crypto.Json;

/// What is known of the two slots and must survive a power cut.
///
/// @param given hash of the given file as it was then
/// @param use what is in force; absent: the given file
/// @param before what was in force before that, in the other slot; absent: the given file
/// @param trial what is to be tried, in the other slot
/// @param begun whether its trial has begun
/// @param seen the highest version that ever came
/// @param failed the last version that was given up; 0: none
/// @param why it was
/// @param damaged why what was in force last is not any more; empty: nothing was
/// @param boot of the machine, in which starts are counted
record KeptSlots(
        String given,
        Optional<Held> use,
        Optional<Held> before,
        Optional<Held> trial,
        boolean begun,
        long seen,
        long failed,
        String why,
        String damaged,
        String boot) {

    /// What ends as many starts in one boot is the file's fault: of these none was ended by the
    /// power or by somebody who wished so.
    static final int STARTS_MAX = 2;

    /// A site file in a slot.
    ///
    /// @param slot `a` or `b`
    /// @param hash of the file
    /// @param starts by it that have begun in this boot since one succeeded
    record Held(String slot, long version, String hash, int starts) {

        boolean endsStarts() {
            return starts >= STARTS_MAX;
        }

        Held withStarts(int number) {
            return new Held(slot, version, hash, number);
        }

        Json.Obj json() {
            return Json.Obj.EMPTY
                    .with("slot", slot)
                    .with("version", version)
                    .with("hash", hash)
                    .with("starts", starts);
        }

        static Optional<Held> read(Json.Obj json) {
            var slot = json.text("slot").filter(name -> name.matches("[ab]"));
            var version = json.number("version").filter(number -> number > 0);
            var hash = json.text("hash");
            int starts = Math.clamp(json.number("starts").orElse(0L), 0, STARTS_MAX);
            return slot.isPresent() && version.isPresent() && hash.isPresent()
                    ? Optional.of(new Held(slot.get(), version.get(), hash.get(), starts))
                    : Optional.empty();
        }
    }

    private static final String ENDS_STARTS = ": the process ended in its start, again and again";

    private static final Optional<Held> NONE = Optional.empty();

    static KeptSlots nothing(String given, long seen, String damaged) {
        return new KeptSlots(given, NONE, NONE, NONE, false, seen, 0, "", damaged, "");
    }

    /// What the device runs by; absent: the given file. For this boot one that ends its starts is
    /// passed over.
    Optional<Held> inForce() {
        return Stream.of(use, before)
                .flatMap(Optional::stream)
                .filter(held -> !held.endsStarts())
                .findFirst();
    }

    /// Why the last one is not in force; empty: it is.
    String whyNot() {
        return use.filter(Held::endsStarts)
                .map(held -> "version " + held.version() + ENDS_STARTS)
                .orElse(damaged);
    }

    /// Nothing that was counted in another boot counts in this one.
    KeptSlots in(String now) {
        return now.equals(boot) ? this : with(now, held -> held.withStarts(0));
    }

    KeptSlots withStarts(String slot, int number) {
        return with(boot, held -> held.slot().equals(slot) ? held.withStarts(number) : held);
    }

    private KeptSlots with(String now, UnaryOperator<Held> change) {
        return new KeptSlots(
                given,
                use.map(change),
                before.map(change),
                trial,
                begun,
                seen,
                failed,
                why,
                damaged,
                now);
    }

    /// Over the slot that is not in use: what is passed over is forgotten.
    KeptSlots trying(long version, String hash) {
        var now = inForce();
        var slot = now.filter(it -> it.slot().equals("a")).isPresent() ? "b" : "a";
        var next = Optional.of(new Held(slot, version, hash, 0));
        return new KeptSlots(
                given,
                now,
                NONE,
                next,
                false,
                Math.max(seen, version),
                failed,
                why,
                whyNot(),
                boot);
    }

    KeptSlots sawUpTo(long version) {
        return new KeptSlots(given, use, before, trial, begun, version, failed, why, damaged, boot);
    }

    KeptSlots began() {
        return new KeptSlots(given, use, before, trial, true, seen, failed, why, damaged, boot);
    }

    KeptSlots confirmed() {
        return new KeptSlots(given, trial, use, NONE, false, seen, 0, "", "", boot);
    }

    KeptSlots rolledBack(String because) {
        long version = trial.map(Held::version).orElse(failed);
        return new KeptSlots(
                given, use, before, NONE, false, seen, version, because, damaged, boot);
    }

    /// What is in force gives way to what was before, and is forgotten.
    KeptSlots unusable(String because) {
        var next = use.equals(inForce()) ? before : use;
        return new KeptSlots(given, next, NONE, trial, begun, seen, failed, why, because, boot);
    }

    Json.Obj json() {
        var json =
                Json.Obj.EMPTY
                        .with("given", given)
                        .with("begun", begun)
                        .with("seen", seen)
                        .with("failed", failed)
                        .with("why", why)
                        .with("damaged", damaged)
                        .with("boot", boot);
        json = with(json, "use", use);
        json = with(json, "before", before);
        return with(json, "trial", trial);
    }

    private static Json.Obj with(Json.Obj json, String name, Optional<Held> held) {
        return held.isPresent() ? json.with(name, held.get().json()) : json;
    }

    /// Empty if it is none.
    static Optional<KeptSlots> read(Json.Obj json) {
        return json.text("given")
                .map(
                        given ->
                                new KeptSlots(
                                        given,
                                        json.object("use").flatMap(Held::read),
                                        json.object("before").flatMap(Held::read),
                                        json.object("trial").flatMap(Held::read),
                                        json.bool("begun").orElse(false),
                                        json.number("seen").orElse(0L),
                                        json.number("failed").orElse(0L),
                                        json.text("why").orElse(""),
                                        json.text("damaged").orElse(""),
                                        json.text("boot").orElse("")));
    }
}
