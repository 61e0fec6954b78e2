package onecard.edge.site;

import static onecard.edge.site.Checked.bad;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The catalogue of what never runs: each combination that would open, shut, sell or let somebody
/// believe what is not so is refused by its own rule, alone, with the reason in both languages.
/// The same reading stands before `cfg/desired` and before every start.
class UnsafeSiteTest {

    private static final String SITE =
            """
            onecard: 1
            site: hall
            device: gates
            timezone: Asia/Shanghai
            clock: kernel
            board:
              model: raspberry-pi-4
              readers:
                door-in: { pcsc: "ACS 1*" }
                lane-in: { pcsc: "ACS 2*" }
                lane-out: { pcsc: "ACS 3*" }
                car-in: { pcsc: "ACS 4*" }
                pay: { pcsc: "ACS 5*" }
                water: { sim: true }
              keypads:
                door-keys: { input: /dev/input/door }
                till-keys: { input: /dev/input/till }
              biometrics:
                finger: { modality: finger, serial: /dev/finger, baud: 57600 }
              relays:
                lock: { line: PIN11, at_stop: off, at_crash: unknown, at_power_up: off }
                open-in: { line: PIN13 }
                open-out: { line: PIN15 }
                raise: { line: PIN16 }
                lower: { line: PIN18 }
                valve: { line: PIN22 }
              contacts:
                leaf: { line: PIN29, closed_when: low }
                exit: { line: PIN31, closed_when: low }
                fire: { line: PIN33, closed_when: high }
                passed-in: { line: PIN35, closed_when: low }
                loop: { line: PIN36, closed_when: low }
                below: { line: PIN37, closed_when: low }
                pulses: { line: PIN38, closed_when: low }
            schedules: { noon: [ { days: [mon], from: "11:00", until: "13:00" } ] }
            areas: { inside: { occupancy: 50 } }
            points:
              - id: door-1
                profile: door
                in: { reader: door-in, relay: lock, keypad: door-keys, finger: finger }
                contact: leaf
                exit_button: exit
                fire: fire
                lock: fail_safe
                second_factor: [finger, pin]
                journal_full: refuse
                lists: [staff]
              - id: lane-1
                profile: turnstile
                in: { reader: lane-in, relay: open-in, passed: passed-in }
                out: { reader: lane-out, relay: open-out }
                area: inside
                passes: 1
                journal_full: refuse
                lists: [staff]
              - id: barrier-1
                profile: barrier
                in: { reader: car-in, arrival: loop }
                drive: pulse
                raise: raise
                lower: lower
                safety: below
                journal_full: refuse
                lists: [staff]
              - id: till-1
                profile: canteen
                in: { reader: pay }
                keypad: till-keys
                meals: { lunch: { schedule: noon, price_fen: 1500 } }
                lists: [staff]
                accounts: accounts
                wallets: [ { id: personal } ]
              - id: shower-1
                profile: canteen
                in: { reader: water }
                mode: meter
                valve: valve
                meter: pulses
                pulses_per_litre: 450
                cubic_metre_fen: 500
                draw_most_fen: 100
                meals: { water: { schedule: noon } }
                lists: [staff]
                accounts: accounts
                wallets: [ { id: personal } ]
            lists: { staff: {}, accounts: {}, guests: {} }
            biometric_data: { purpose: entry, assessment: PIA-1, retention_days: 30 }
            uplink: { url: "mqtts://broker.example:8883" }
            keys: { site: { credential: site-key }, vault: { credential: vault-key } }
            """;

    @Test
    void whatTheyAreMadeFromIsGood() {
        assertEquals(5, good(SITE).points().size());
    }

    /// What is replaced by what (`~` is a new line), the rule that refuses it and where, and what
    /// the reason names.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // A lock that a fire does not open, or that opens by itself
                "lock: fail_safe | lock: fail_secure | unsafe points.door-1.lock | fire route",
                "fire: fire~    lock: fail_safe |"
                        + " lock: fail_secure~    interlock: x |"
                        + " alone points.door-1.interlock |"
                        + " two doors",
                "PIN11, at_stop: off, at_crash: unknown, at_power_up: off |"
                        + " PIN11, at_stop: off, at_crash: on |"
                        + " contradicts board.relays.lock.at_crash |"
                        + " at_stop: on",
                "{ line: PIN11, at_stop: off, at_crash: unknown, at_power_up: off } |"
                        + " { line: PIN7 } |"
                        + " unsafe board.relays.lock.line |"
                        + " pulled",
                "{ line: PIN11, at_stop: off, at_crash: unknown, at_power_up: off } |"
                        + " { line: PIN8 } |"
                        + " unsafe board.relays.lock.line |"
                        + " at each start",
                // Two things on one line, one thing in two places
                "open-out: { line: PIN15 } |"
                        + " open-out: { line: PIN13 } |"
                        + " line_used_twice board.relays.open-out.line |"
                        + " open-in",
                "leaf: { line: PIN29 | leaf: { line: GPIO17 | line_used_twice board.contacts.leaf.line | relays.lock",
                "out: { reader: lane-out, relay: open-out } |"
                        + " out: { reader: lane-out, relay: lock } |"
                        + " two_points_on_one_line points.lane-1.out |"
                        + " door-1",
                "raise: raise | raise: open-in | two_points_on_one_line points.barrier-1 | lane-1",
                "in: { reader: pay } | in: { reader: water } | two_points_on_one_line points.shower-1.in | till-1",
                "out: { reader: lane-out, relay: open-out } |"
                        + " out: { reader: lane-out, relay: open-in } |"
                        + " two_roles_on_one_line points.lane-1.out.relay |"
                        + " in",
                "out: { reader: lane-out |"
                        + " out: { reader: lane-in |"
                        + " one_reader_on_both_sides points.lane-1.out.reader |"
                        + " in",
                "exit_button: exit | exit_button: leaf | two_roles_on_one_line points.door-1.exit_button | contact",
                "lower: lower | lower: raise | two_roles_on_one_line points.barrier-1.lower | raise",
                "lane-in: { pcsc: \"ACS 2*\" } |"
                        + " lane-in: { pcsc: \"ACS 1*\" } |"
                        + " readers_overlap board.readers.lane-in.pcsc |"
                        + " ",
                "till-keys: { input: /dev/input/till } |"
                        + " till-keys: { input: /dev/input/door } |"
                        + " line_used_twice board.keypads.till-keys.input |"
                        + " door-keys",
                // An arm that comes down on somebody, water that runs
                "lower: lower~    safety: below | lower: lower | unsafe points.barrier-1.safety | safety",
                "drive: pulse~    raise: raise~    lower: lower |"
                        + " drive: hold~    raise: raise |"
                        + " unsafe points.barrier-1.raise |"
                        + " hold_at_hang",
                "lower: { line: PIN18 } |"
                        + " lower: { line: PIN18, at_stop: on, at_power_up: off } |"
                        + " unsafe points.barrier-1.lower |"
                        + " moves the arm",
                "valve: { line: PIN22 } |"
                        + " valve: { line: PIN22, at_stop: on, at_power_up: off } |"
                        + " unsafe points.shower-1.valve |"
                        + " water runs",
                "in: { reader: car-in, arrival: loop } |"
                        + " in: { reader: car-in } |"
                        + " required points.barrier-1.in.arrival |"
                        + " arrival",
                "safety: below~ |"
                        + " safety: below~    two_person: { within_ms: 5000 }~ |"
                        + " one_at_a_time points.barrier-1.two_person |"
                        + " one vehicle",
                "raise: { line: PIN16 } |"
                        + " raise: { line: PIN16, max_on_ms: 100 } |"
                        + " longer_than_max_on points.barrier-1.pulse_ms |"
                        + " 100",
                "lock: { line: PIN11, |"
                        + " lock: { line: PIN11, max_on_ms: 1000, |"
                        + " longer_than_max_on points.door-1.release_ms |"
                        + " 1000",
                // A body with no way round it, or believed where it is a copy
                "second_factor: [finger, pin] |"
                        + " second_factor: [finger] |"
                        + " no_alternative points.door-1.second_factor |"
                        + " another way in",
                "second_factor: [finger, pin] |"
                        + " second_factor: [pin, finger] |"
                        + " out_of_order points.door-1.second_factor |"
                        + " then pin",
                "keypad: door-keys, finger: finger } | finger: finger } | no_keypad points.door-1.second_factor | ",
                "keypad: door-keys, finger: finger } |"
                        + " keypad: door-keys } |"
                        + " no_sensor points.door-1.second_factor |"
                        + " finger",
                "modality: finger, serial: /dev/finger, baud: 57600 |"
                        + " modality: face, directory: /x |"
                        + " modality points.door-1.in.finger |"
                        + " ",
                "biometric_data: { purpose: entry, assessment: PIA-1, retention_days: 30 }~ |"
                        + "  |"
                        + " required biometric_data |"
                        + " ",
                ", vault: { credential: vault-key } |  | required keys.vault | vault",
                // People who are shut out for ever, or counted wrong
                "out: { reader: lane-out, relay: open-out } |"
                        + " out: { relay: open-out } |"
                        + " no_way_out areas.inside.occupancy |"
                        + " leave",
                "passes: 1 | passes: 2 | not_counted points.lane-1.passes | counts persons",
                "area: inside~ |"
                        + " area: inside~    two_person: { within_ms: 5000 }~ |"
                        + " one_at_a_time points.lane-1.two_person |"
                        + " one person",
                "area: inside~ | area: inside~    least: A4~ | no_second_factor points.lane-1.least | second_factor",
                "area: inside~ |"
                        + " area: inside~    visitors: { list: staff }~ |"
                        + " two_roles points.lane-1.visitors.list |"
                        + " ",
                // Money that goes twice, or to nobody
                "accounts: accounts~    wallets: [ { id: personal } ]~  - id: shower-1 |"
                        + " accounts: staff~    wallets: [ { id: personal } ]~  - id: shower-1 |"
                        + " two_roles points.till-1.accounts |"
                        + " ",
                "wallets: [ { id: personal } ]~  - id: shower-1 |"
                        + " wallets: [ { id: personal }, { id: personal } ]~  - id: shower-1 |"
                        + " duplicate_id points.till-1.wallets[1].id |"
                        + " ",
                "{ schedule: noon, price_fen: 1500 } |"
                        + " { schedule: noon } |"
                        + " required points.till-1.meals.lunch.price_fen |"
                        + " ",
                "keypad: till-keys~    meals |"
                        + " repeat_within_s: 60~    meals |"
                        + " no_keypad points.till-1.repeat_within_s |"
                        + " ",
                // What is right on a bench alone
                "clock: kernel | clock: assume_synced | unsafe clock | kernel",
                "clock: kernel | clock: simulated | unsafe clock | chip sim",
                "{ credential: site-key } | { generate: true } | unsafe keys.site.generate | by file or credential",
                "biometrics: |"
                        + " modules: { psam: { test_keys: true, key_id: 1 } }~  biometrics: |"
                        + " unsafe board.modules.psam.test_keys |"
                        + " published",
                "biometrics: |"
                        + " plates: { cam: { listen: \"0.0.0.0:8088\" } }~  biometrics: |"
                        + " unsafe board.plates.cam.secret |"
                        + " ",
                // A roll from a key to itself
                "{ credential: site-key } |"
                        + " { credential: site-key, former: { credential: site-key } } |"
                        + " another_key keys.site.former | another",
                "{ credential: site-key } |"
                        + " { credential: site-key, former: { credential: a, file: b } } |"
                        + " secret keys.site.former | credential, file",
                "{ credential: site-key } |"
                        + " { former: { credential: site-key } } |"
                        + " secret keys.site | credential, file, generate",
                // Names that the system takes for its own
                "id: door-1 | id: device | reserved points.device.id | ",
                "guests: {} | deny: {} | reserved lists.deny | "
            })
    void isRefusedByItsRule(String good, String wrong, String rule, String reason) {
        var stands = line(good);
        assertEquals(2, SITE.split(Pattern.quote(stands), -1).length, () -> "stands once: " + good);
        var problems = bad(SITE.replace(stands, line(wrong)));

        assertEquals(
                List.of(rule),
                problems.stream().map(it -> it.rule() + " " + it.path()).toList(),
                problems::toString);
        var advice = problems.getFirst().advice();
        assertTrue(advice.in(Lang.EN).contains(reason == null ? "" : reason), advice.in(Lang.EN));
        assertTrue(advice.in(Lang.ZH).matches(".*\\p{IsHan}.*"), advice.in(Lang.ZH));
    }

    private static String line(String written) {
        return written == null ? "" : written.replace("~", "\n");
    }
}
