package onecard.edge.config;

import java.util.Optional;
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
/// @param starts by what is in force, or was before it, that have begun since one succeeded
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
        int starts) {

    /// A site file in a slot.
    ///
    /// @param slot `a` or `b`
    /// @param hash of the file
    record Held(String slot, long version, String hash) {

        Json.Obj json() {
            return Json.Obj.EMPTY.with("slot", slot).with("version", version).with("hash", hash);
        }

        static Optional<Held> read(Json.Obj json) {
            var slot = json.text("slot").filter(name -> name.matches("[ab]"));
            var version = json.number("version").filter(number -> number > 0);
            var hash = json.text("hash");
            return slot.isPresent() && version.isPresent() && hash.isPresent()
                    ? Optional.of(new Held(slot.get(), version.get(), hash.get()))
                    : Optional.empty();
        }
    }

    private static final Optional<Held> NONE = Optional.empty();

    static KeptSlots nothing(String given, long seen, String damaged) {
        return new KeptSlots(given, NONE, NONE, NONE, false, seen, 0, "", damaged, 0);
    }

    /// Over the slot that is not in use.
    KeptSlots trying(long version, String hash) {
        var slot = use.filter(it -> it.slot().equals("a")).isPresent() ? "b" : "a";
        var next = Optional.of(new Held(slot, version, hash));
        return new KeptSlots(
                given,
                use,
                NONE,
                next,
                false,
                Math.max(seen, version),
                failed,
                why,
                damaged,
                starts);
    }

    KeptSlots sawUpTo(long version) {
        return new KeptSlots(
                given, use, before, trial, begun, version, failed, why, damaged, starts);
    }

    KeptSlots withStarts(int number) {
        return new KeptSlots(given, use, before, trial, begun, seen, failed, why, damaged, number);
    }

    KeptSlots began() {
        return new KeptSlots(given, use, before, trial, true, seen, failed, why, damaged, starts);
    }

    KeptSlots confirmed() {
        return new KeptSlots(given, trial, use, NONE, false, seen, 0, "", "", 0);
    }

    KeptSlots rolledBack(String because) {
        long version = trial.map(Held::version).orElse(failed);
        return new KeptSlots(
                given, use, before, NONE, false, seen, version, because, damaged, starts);
    }

    /// What is in force gives way to what was before.
    KeptSlots passedOver(String because) {
        return new KeptSlots(given, before, NONE, trial, begun, seen, failed, why, because, starts);
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
                        .with("starts", starts);
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
                                        starts(json)));
    }

    private static int starts(Json.Obj json) {
        return Math.clamp(json.number("starts").orElse(0L), 0, 100);
    }
}
