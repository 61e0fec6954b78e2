package onecard.edge.loop;

import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import onecard.access.AntiPassback;
import onecard.access.Area;
import onecard.access.Assurance;
import onecard.access.Border;
import onecard.access.Company;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Escort;
import onecard.access.Factor;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Safeguards;
import onecard.access.SecondFactor;
import onecard.access.SpecialGroups;
import onecard.access.Token;
import onecard.access.TwoPersons;
import onecard.access.Use;
import onecard.edge.command.Command.Whom;
import onecard.edge.intake.Stimulus;

/// People of all kinds, orders and faults at doors with every safeguard, drawn from a seed.
final class Bustle {

    private static final int PEOPLE = 12;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final List<String> GROUPS = List.of("staff", "guest", "warden", "guard");

    private final Random random;

    Bustle(long seed) {
        random = new Random(seed);
    }

    /// The lab lies behind the lobby; the store is left without a card.
    static Map<String, Safeguards> doors() {
        var lobby =
                new Area(
                        "lobby",
                        Optional.of(new AntiPassback.Soft()),
                        OptionalInt.of(6),
                        Set.of("warden"),
                        Optional.of(LocalTime.of(4, 0)));
        var lab =
                new Area(
                        "lab",
                        Optional.of(new AntiPassback.Hard()),
                        OptionalInt.of(3),
                        Set.of(),
                        Optional.empty());
        var store =
                new Area(
                        "store",
                        Optional.of(new AntiPassback.Timed(Duration.ofMinutes(5))),
                        OptionalInt.empty(),
                        Set.of(),
                        Optional.of(LocalTime.of(12, 30)));
        var escort = new Escort(Set.of("guest"), Set.of("staff"), SOON);
        var special =
                new SpecialGroups(Set.of("guard"), Set.of("guard"), Set.of("guest"), Set.of());
        var doors = new LinkedHashMap<String, Safeguards>();
        doors.put(
                "gate",
                Safeguards.NONE
                        .with(new Border(Optional.empty(), Optional.of(lobby)))
                        .with(new Company(Set.of("warden"), Optional.of(escort), Optional.empty()))
                        .with(special));
        doors.put(
                "lock",
                Safeguards.NONE
                        .with(new Border(Optional.of(lobby), Optional.of(lab)))
                        .with(
                                new Company(
                                        Set.of(),
                                        Optional.empty(),
                                        Optional.of(new TwoPersons(Set.of(), SOON))))
                        .interlockedWith(Set.of("gate"))
                        .with(special));
        doors.put(
                "hatch",
                Safeguards.NONE
                        .with(new Border(Optional.empty(), Optional.of(store)))
                        .with(
                                new SecondFactor(
                                        Factor.PIN, Set.of("staff"), Optional.empty(), SOON)));
        return doors;
    }

    /// One thing happens.
    void happen(Rig rig) {
        var door = List.copyOf(doors().keySet()).get(random.nextInt(3));
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> tap(rig, door);
            case 6, 7, 8 -> {
                tap(rig, door);
                rig.answer();
                walk(rig, door);
            }
            case 9, 10 -> walk(rig, door);
            case 11, 12 -> rig.enter(door + "-in", random.nextInt(PEOPLE));
            case 13 -> wrongCode(rig, door);
            case 14 -> pass(rig, door);
            case 15 -> rig.asleep(Duration.ofMinutes(1 + random.nextInt(600)));
            case 16, 17 -> forgive(rig);
            case 18 -> {
                rig.fire(true);
                rig.after(Duration.ofSeconds(random.nextInt(60)));
                rig.fire(false);
            }
            default -> rig.after(Duration.ofMillis(random.nextInt(12_000)));
        }
    }

    private void tap(Rig rig, String door) {
        int person = random.nextInt(PEOPLE);
        var group = GROUPS.get(person % GROUPS.size());
        rig.after(Duration.ofSeconds(2));
        rig.tap(door + (random.nextInt(3) == 0 ? "-out" : "-in"), person, group);
    }

    private void walk(Rig rig, String door) {
        rig.open(door);
        rig.after(Duration.ofMillis(random.nextInt(3_000)));
        rig.shut(door);
    }

    private void wrongCode(Rig rig, String door) {
        var code = Credential.of(CredentialKind.QR, new Token(9, random.nextInt(2)), Assurance.A0);
        for (int i = random.nextInt(6); i >= 0; i--) {
            show(rig, door, new Presentation.Rejected(code, Reason.BAD_SIGNATURE));
        }
    }

    private void pass(Rig rig, String door) {
        var token = new Token(7, random.nextInt(40));
        var from =
                rig.now.wall().minusSeconds(60).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        var use = new Use(token, 1 + random.nextInt(3), from.plusSeconds(3_600));
        var pass = new Pass(token, Set.of(door), Set.of("warden"), from, use.until(), use);
        show(
                rig,
                door,
                new Presentation.Signed(
                        Credential.of(CredentialKind.PASS, token, Assurance.A1),
                        pass,
                        List.of(),
                        List.of()));
    }

    private void show(Rig rig, String door, Presentation shown) {
        rig.after(Duration.ofSeconds(2));
        var reader = door + "-in";
        rig.loop.turn(new Stimulus.Presented(reader, shown, rig.now.mono().nanos(), 0, 0), rig.now);
        rig.loop.turn(new Stimulus.CardGone(reader), rig.now);
    }

    private void forgive(Rig rig) {
        var _ =
                rig.forgive(
                        "lock",
                        random.nextBoolean()
                                ? new Whom.Inside("lab")
                                : new Whom.Person(Rig.subject(random.nextInt(PEOPLE))));
    }
}
