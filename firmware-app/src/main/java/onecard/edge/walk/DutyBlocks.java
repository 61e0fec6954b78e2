package onecard.edge.walk;

import static onecard.edge.walk.Mistake.FIRE_HOLDS_LOCK;
import static onecard.edge.walk.Mistake.FIRE_UNHEARD;
import static onecard.edge.walk.Mistake.PULSE_AT_START;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.edge.crypto.Json;
import onecard.edge.walk.Mistake.Finding;
import onecard.edge.walk.Progress.Cut;
import onecard.edge.walk.Trial.Expected;
import onecard.edge.words.Message;
import onecard.point.Role;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;
import onecard.words.Words;

/// The blocks that try the daemon itself, from its readers to its load: what is done at a point is
/// to be found in the journal, as it stands there for good.
final class DutyBlocks {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration FIRE_HEARD = Duration.ofSeconds(10);

    private final SiteProfile site;
    private final Duty duty;
    private final Installer installer;
    private final PowerStep power;
    private final List<Trial> trials;
    private final Set<String> moved;
    private final ReaderFaults readers = new ReaderFaults();
    private Noted steps;
    private List<Finding> findings = new ArrayList<>();

    /// @param readings how often a card is held to each reader
    /// @param duty that just started
    DutyBlocks(SiteProfile site, int readings, Duty duty, Power power, Installer installer) {
        this.site = site;
        this.duty = duty;
        this.installer = installer;
        this.power = new PowerStep(power, installer);
        trials = TrialPlan.of(site, readings);
        moved = duty.pulsed(); // by the start alone: nobody has done anything yet
        readers.alarms(duty.events());
        steps = new Noted(installer);
    }

    /// One of them but the fifth, which is [#safety].
    WiringBlock.Outcome walk(Block block) {
        begins(block);
        if (block == Block.OFFLINE) {
            new OfflineBlock(duty, installer, steps).walk();
        } else {
            trials.stream().filter(trial -> trial.block() == block).forEach(this::attempt);
        }
        if (block == Block.READERS) {
            findings.addAll(readers.findings());
        }
        return outcome();
    }

    private void begins(Block block) {
        installer.begins(block);
        steps = new Noted(installer);
        findings = new ArrayList<>();
    }

    private WiringBlock.Outcome outcome() {
        return WiringBlock.Outcome.judged(steps.all(), findings);
    }

    private void attempt(Trial trial) {
        var _ = duty.events(); // of what was done before
        var _ = duty.taps();
        var answer = installer.answer(new Ask.Act(trial.step(), trial.ask()));
        if (answer instanceof Answer.Skipped(var why)) {
            steps.add(
                    Stepped.skipped(trial.block(), trial.part(), trial.ask(), new Words(why, why)));
            return;
        }
        var seen = awaited(trial.within(), trial::isMetBy);
        readers.seen(trial, seen);
        var result =
                trial.missing(seen).stream()
                        .findFirst()
                        .<Stepped.Result>map(
                                it ->
                                        new Stepped.Result.Failed(
                                                Message.WALK_NOT_RECORDED.with(
                                                        it, it.metIn(seen), told(seen))))
                        .orElseGet(Stepped.Result.Passed::new);
        steps.add(new Stepped(trial.block(), trial.part(), trial.ask(), result, measured(seen)));
    }

    /// What is recorded until it is enough, or the time is over.
    private List<Json.Obj> awaited(Duration within, Predicate<List<Json.Obj>> enough) {
        var seen = new ArrayList<>(duty.events());
        for (var left = within; !left.isNegative(); left = left.minus(LOOK)) {
            if (enough.test(seen)) {
                return seen;
            }
            duty.pass(LOOK);
            seen.addAll(duty.events());
        }
        return seen;
    }

    private List<Words> measured(List<Json.Obj> seen) {
        var measured = new ArrayList<Words>();
        measured.add(Message.WALK_MEASURED_RECORDS.with(seen.size()));
        var cards =
                seen.stream()
                        .flatMap(event -> event.object("data").stream())
                        .flatMap(data -> data.object("credential").stream())
                        .map(DutyBlocks::card)
                        .distinct()
                        .sorted()
                        .toList();
        if (!cards.isEmpty()) {
            measured.add(Message.WALK_MEASURED_CARDS.with(String.join(", ", cards)));
        }
        var taps = duty.taps();
        if (!taps.isEmpty()) {
            measured.add(new TapTimes(taps).told());
        }
        return measured;
    }

    /// What kind of card it was and what it proved, `ssc 3 A1`; never whose.
    private static String card(Json.Obj credential) {
        return Stream.of("kind", "generation", "assurance")
                .map(field -> Trial.text(credential, field))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /// For people: what came in its place.
    private static String told(List<Json.Obj> seen) {
        return seen.isEmpty()
                ? "-"
                : seen.stream().limit(5).map(DutyBlocks::gist).collect(Collectors.joining("; "));
    }

    private static String gist(Json.Obj event) {
        var data = event.object("data").orElse(Json.Obj.EMPTY);
        return event.text("type").orElse("").replaceAll("^onecard\\.|\\.v1$", "")
                + List.of("point", "reader", "verdict", "reason", "result", "alarm", "state")
                        .stream()
                        .filter(field -> data.text(field).isPresent())
                        .map(field -> " " + data.text(field).orElse(""))
                        .collect(Collectors.joining());
    }

    // --- safety ---

    /// The fifth, but its end: the power.
    WiringBlock.Outcome safety() {
        begins(Block.SAFETY);
        started();
        fires();
        return outcome();
    }

    /// Its end: the power is cut, and the program with it.
    ///
    /// @param before a cut that was asked for by a run before this
    /// @param back what the daemon did meanwhile, as in [PowerStep#back]
    /// @param about hears of it, as it is about to be asked for
    WiringBlock.Outcome power(Optional<Cut> before, Optional<Duration> back, Consumer<Cut> about) {
        if (before.isPresent()) {
            installer.begins(Block.SAFETY); // by this run for the first time
        }
        return before.flatMap(cut -> power.back(cut, back, moved))
                .orElseGet(() -> power.ask(duty.start(), duty.place(), before.isPresent(), about));
    }

    private void started() {
        var what = Message.WALK_START.with();
        if (!moved.isEmpty()) {
            moved.forEach(relay -> findings.add(PULSE_AT_START.at("board.relays." + relay)));
            steps.add(
                    Stepped.failed(
                            Block.SAFETY,
                            "start",
                            what,
                            Message.WALK_START_MOVED.with(
                                    String.join(", ", new TreeSet<>(moved)))));
            return;
        }
        var answer = installer.answer(new Ask.Confirm("start", Message.WALK_ASK_START.with()));
        steps.add(
                switch (answer) {
                    case Answer.Choice(var index) when index == 0 ->
                            Stepped.passed(Block.SAFETY, "start", what);
                    case Answer.Skipped(var why) ->
                            Stepped.skipped(Block.SAFETY, "start", what, new Words(why, why));
                    case Answer.Choice _, Answer.Done(), Answer.Text _ -> {
                        findings.add(PULSE_AT_START.at("board.relays"));
                        yield Stepped.failed(
                                Block.SAFETY, "start", what, Message.WALK_START_SEEN.with());
                    }
                });
    }

    /// Every fire contact, and whatever it is to release.
    private void fires() {
        Map<String, List<SitePoint>> fires = new LinkedHashMap<>();
        for (var point : site.points()) {
            point.contacts()
                    .forEach(
                            (name, role) -> {
                                if (role.equals(new Role.Fire())) {
                                    fires.computeIfAbsent(name, _ -> new ArrayList<>()).add(point);
                                }
                            });
        }
        fires.forEach(this::fire);
    }

    private void fire(String contact, List<SitePoint> points) {
        var sense = new Sense(points.getFirst().id(), contact, new Role.Fire());
        var what = Message.WALK_FIRE.with(Hands.of(sense));
        var _ = duty.events();
        if (installer.answer(new Ask.Work(sense, false)) instanceof Answer.Skipped(var why)) {
            steps.add(Stepped.skipped(Block.SAFETY, sense.part(), what, new Words(why, why)));
            return;
        }
        var raised =
                new Expected(
                        "alarm",
                        Map.of("alarm", Set.of("fire"), "active", Set.of("true")),
                        points.size(),
                        FIRE_HEARD);
        long heard =
                raised.metIn(
                        awaited(raised.within(), seen -> raised.metIn(seen) >= raised.times()));
        if (heard < points.size()) {
            findings.add(FIRE_UNHEARD.at(sense.part()));
            steps.add(
                    Stepped.failed(
                            Block.SAFETY, sense.part(), what, Message.WALK_FIRE_NOT.with(heard)));
        } else {
            steps.add(
                    Stepped.passed(
                            Block.SAFETY,
                            sense.part(),
                            what,
                            Message.WALK_MEASURED_RECORDS.with(heard)));
        }
        points.forEach(point -> free(sense, point));
        installer.answer(new Ask.Work(sense, true));
        duty.pass(WiringBlock.SETTLE);
    }

    private void free(Sense fire, SitePoint point) {
        var words = Message.WALK_ASK_FREE.with(point.id());
        var part = "points." + point.id();
        switch (installer.answer(new Ask.Confirm("free " + point.id(), words))) {
            case Answer.Choice(var index) when index == 0 ->
                    steps.add(Stepped.passed(Block.SAFETY, part, words));
            case Answer.Skipped(var why) ->
                    steps.add(Stepped.skipped(Block.SAFETY, part, words, new Words(why, why)));
            case Answer.Choice _, Answer.Done(), Answer.Text _ -> {
                findings.add(FIRE_HOLDS_LOCK.at(fire.part(), point.id()));
                steps.add(Stepped.failed(Block.SAFETY, part, words, Message.WALK_NO.with()));
            }
        }
    }
}
