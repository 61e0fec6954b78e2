package onecard.edge.walk;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import onecard.edge.site.SiteFile;
import onecard.site.SiteProfile;

/// A site with every kind of contact and output: two doors, one with supervised contacts, a lane
/// and a barrier, on simulated lines.
final class SomeSite {

    static final String YAML =
            """
            onecard: 1
            site: hall
            device: gate
            timezone: Asia/Shanghai
            clock: assume_synced
            board:
              gpio: { chip: sim }
              readers:
                north-in: { sim: true, applications: [ssc, uid] }
                vault-in: { sim: true, applications: [ssc, uid] }
                lane-in: { sim: true, applications: [ssc, uid] }
                lane-out: { sim: true, applications: [ssc, uid] }
                car-in: { sim: true, applications: [ssc, uid] }
              relays:
                north-lock: { line: 1, max_on_ms: 10000, at_stop: off }
                vault-lock: { line: 2, max_on_ms: 10000, at_stop: off }
                open-in: { line: 3, max_on_ms: 10000, at_stop: off }
                open-out: { line: 4, max_on_ms: 10000, at_stop: off }
                raise: { line: 5, max_on_ms: 10000, at_stop: off }
                lower: { line: 6, max_on_ms: 10000, at_stop: off }
                stop: { line: 7, max_on_ms: 10000, at_stop: off }
              contacts:
                north-leaf: { line: 11, closed_when: low, bias: pull_up, debounce_ms: 50 }
                north-exit: { line: 12, closed_when: low, bias: pull_up, debounce_ms: 30 }
                vault-leaf: { closed_mv: [600, 1300], open_mv: [1500, 2600], debounce_ms: 50 }
                vault-exit: { closed_mv: [600, 1300], open_mv: [1500, 2600], debounce_ms: 50 }
                fire: { line: 13, closed_when: high, bias: pull_down, debounce_ms: 30 }
                passed-in: { line: 14, closed_when: low, bias: pull_up, debounce_ms: 10 }
                passed-out: { line: 15, closed_when: low, bias: pull_up, debounce_ms: 10 }
                safety: { line: 16, closed_when: low, bias: pull_up, debounce_ms: 10 }
                home: { line: 17, closed_when: low, bias: pull_up, debounce_ms: 10 }
                arrival: { line: 18, closed_when: high, bias: pull_down, debounce_ms: 30 }
                loop: { line: 19, closed_when: high, bias: pull_down, debounce_ms: 30 }
                up: { line: 20, closed_when: high, bias: pull_down, debounce_ms: 30 }
                down: { line: 21, closed_when: high, debounce_ms: 30 }
            points:
              - { id: north, profile: door, in: { reader: north-in, relay: north-lock },
                  contact: north-leaf, exit_button: north-exit, fire: fire, lock: fail_safe,
                  lists: [staff], least: A0, journal_full: refuse }
              - { id: vault, profile: door, in: { reader: vault-in, relay: vault-lock }, contact: vault-leaf,
                  exit_button: vault-exit,
                  lists: [staff], least: A0, journal_full: refuse }
              - { id: lane, profile: turnstile, in: { reader: lane-in, relay: open-in, passed: passed-in },
                  out: { reader: lane-out, relay: open-out, passed: passed-out },
                  safety: safety, home: home,
                  lists: [staff], least: A0, journal_full: refuse }
              - { id: barrier, profile: barrier, in: { reader: car-in, arrival: arrival },
                  drive: pulse, raise: raise, lower: lower, stop: stop,
                  safety: loop, up: up, down: down, lists: [staff], least: A0, journal_full: refuse }
            lists: { staff: { local: true } }
            journal: { host: none }
            uplink: { url: "mqtt://127.0.0.1:1883" }
            keys: { site: { generate: true } }
            """;

    private SomeSite() {}

    static SiteProfile profile() {
        var read = SiteFile.read(YAML);
        return assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
    }
}
