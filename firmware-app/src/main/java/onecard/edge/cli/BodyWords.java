package onecard.edge.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import onecard.edge.crypto.Json;
import onecard.edge.store.vault.Vault;
import onecard.edge.store.vault.VaultLook;
import onecard.edge.store.vault.VaultLook.Agreed;
import onecard.edge.words.Message;

/// How commands tell what is kept of somebody's body.
final class BodyWords {

    private BodyWords() {}

    /// For people.
    static void tell(Console console, VaultLook.Held held, Instant now) {
        var modality = Vault.wire(held.modality());
        var agreed = held.agreed();
        if (agreed.isEmpty()) {
            console.tell(Message.BODY_NO_CONSENT, modality, held.templates(), held.slots());
            return;
        }
        var consent = agreed.get().consent();
        var withdrawn = agreed.get().withdrawn();
        console.tell(
                withdrawn.isPresent() || !agreed.get().holds(now)
                        ? Message.BODY_ENDED
                        : Message.BODY_AGREED,
                modality,
                held.templates(),
                held.slots(),
                consent.purpose(),
                seconds(withdrawn.orElse(consent.until())));
    }

    /// For programs.
    static Json.Obj json(VaultLook.Held held) {
        var json =
                Json.Obj.EMPTY
                        .with("person", held.person().toString())
                        .with("modality", Vault.wire(held.modality()))
                        .with("templates", held.templates())
                        .with("slots", held.slots());
        return held.agreed().map(it -> json.with("consent", consent(it))).orElse(json);
    }

    static Json.Arr json(List<VaultLook.Held> held) {
        return new Json.Arr(held.stream().<Json>map(BodyWords::json).toList());
    }

    private static Json.Obj consent(Agreed agreed) {
        var consent = agreed.consent();
        var json =
                Json.Obj.EMPTY
                        .with("purpose", consent.purpose())
                        .with("text", consent.text())
                        .with("channel", consent.channel())
                        .with("guardian", consent.guardian())
                        .with("may_move", consent.mayMove())
                        .with("granted", seconds(consent.granted()))
                        .with("until", seconds(consent.until()));
        return agreed.withdrawn().map(it -> json.with("withdrawn", seconds(it))).orElse(json);
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
