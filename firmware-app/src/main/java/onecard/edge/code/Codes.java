package onecard.edge.code;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.Uses;
import onecard.edge.crypto.Tokens;
import onecard.edge.pass.PassCheck;
import onecard.edge.pass.PassResult;
import onecard.edge.store.registry.Lists;
import onecard.hal.Pseudonym;
import onecard.site.ForeignCode;

/// The bytes of a scanned code in, what the loop decides on out. A pass of ours is verified as far
/// as its signature; an order's is hashed; a code of others goes to its service unread, once, and
/// only its keyed hash
/// stays. Any bytes are safe to pass. Owned by one scanner's thread.
public final class Codes {

    /// What a code of others is worth: its holder's phone was there, or a photograph of it.
    private static final Assurance FOREIGN = Assurance.A1;

    /// A code of others, and who resolves it.
    ///
    /// @param resolver absent: nobody, every such code is refused
    public record Foreign(ForeignCode form, Optional<CodeResolver> resolver) {}

    /// What is read besides the code.
    ///
    /// @param lists this thread's own connection
    /// @param wall the clock's time now, for how long a code lives
    /// @param used as the loop last knew it: it decides anew, so what is old here costs a question
    ///     to a service and no more
    public record Ports(
            Pseudonym tokens, Lists lists, Supplier<Instant> wall, Supplier<Uses> used) {}

    private final PassCheck passes;
    private final List<Foreign> foreign;
    private final Ports ports;

    /// @param foreign of those that match, the one with the longest prefix counts
    public Codes(PassCheck passes, List<Foreign> foreign, Ports ports) {
        this.passes = passes;
        this.foreign =
                foreign.stream()
                        .sorted(
                                Comparator.comparing(
                                        (Foreign one) -> -one.form().prefix().length()))
                        .toList();
        this.ports = ports;
    }

    /// @param code without the scanner's own framing
    public Presentation scanned(byte[] code) {
        var text = text(code);
        if (text.isEmpty()) {
            return new Presentation.Unreadable(Reason.CARD_UNREADABLE);
        }
        if (PassCheck.looksLikeOne(text.get())) {
            return pass(text.get());
        }
        if (OrderCode.looksLikeOne(text.get())) {
            return order(text.get());
        }
        return foreign.stream()
                .filter(one -> one.form().matches(text.get()))
                .findFirst()
                .map(one -> named(one, text.get()))
                .orElseGet(() -> rejected(text.get(), Reason.UNKNOWN));
    }

    /// Nobody else is asked about one that is none: it may be an order's all the same.
    private Presentation order(String text) {
        var order = OrderCode.read(text, ports.tokens());
        if (order.isEmpty()) {
            return rejected(text, Reason.UNKNOWN);
        }
        var renamed = OrderCode.renamed(text, ports.tokens());
        var found = ports.lists().find(CredentialKind.ORDER, order.get(), renamed);
        return new Presentation.Known(
                OrderCode.credential(order.get()).renamed(renamed.and(found.renamed())),
                found.entries(),
                found.lists());
    }

    private Presentation pass(String text) {
        return switch (passes.opened(text)) {
            case PassResult.Verified(_, var pass, var assurance, var renamed) -> {
                var found = ports.lists().find(CredentialKind.PASS, pass.token(), renamed);
                yield new Presentation.Signed(
                        Credential.of(CredentialKind.PASS, pass.token(), assurance)
                                .renamed(renamed.and(found.renamed())),
                        pass,
                        found.entries(),
                        found.lists());
            }
            case PassResult.Refused(var why) ->
                    why == Reason.CARD_UNREADABLE
                            ? new Presentation.Unreadable(why)
                            : rejected(text, why);
        };
    }

    private Presentation named(Foreign one, String code) {
        var hash = hash(code);
        var use = new Use(hash, 1, ports.wall().get().plus(one.form().life()));
        var replayed = ports.used().get().renamed(renamed(code)).spent(use);
        if (replayed.isPresent()) {
            return rejected(code, replayed.get());
        }
        if (one.resolver().isEmpty()) {
            return rejected(code, Reason.NO_RESOLVER);
        }
        return switch (one.resolver().get().resolve(code)) {
            case Resolution.Named(var kind, var token, var region, var was) -> {
                var found = ports.lists().find(kind, token, was);
                var known =
                        new Presentation.Known(
                                new Credential(
                                                kind,
                                                token,
                                                FOREIGN,
                                                OptionalInt.empty(),
                                                region,
                                                Optional.empty())
                                        .renamed(was.and(found.renamed()).and(renamed(code))),
                                found.entries(),
                                found.lists());
                yield new Presentation.Once(known, use);
            }
            case Resolution.Refused() -> rejected(code, Reason.BAD_SIGNATURE);
            case Resolution.Unreachable _ ->
                    rejected(
                            code,
                            switch (one.form().offline()) {
                                case CARD -> Reason.NO_RESOLVER;
                                case REFUSE -> Reason.DEVICE_FAULT;
                            });
        };
    }

    private Presentation rejected(String code, Reason why) {
        var hashed = Credential.of(CredentialKind.QR, hash(code), Assurance.A0);
        return new Presentation.Rejected(hashed.renamed(renamed(code)), why);
    }

    private Renamed renamed(String code) {
        return Tokens.renamed(ports.tokens(), CredentialKind.QR.wire(), code);
    }

    private Token hash(String code) {
        return Token.of(ports.tokens().of(CredentialKind.QR.wire(), code));
    }

    /// Empty for what is too long or no ASCII: no pass and no form of others is.
    private static Optional<String> text(byte[] code) {
        if (code.length == 0 || code.length > ForeignCode.CHARS_MAX) {
            return Optional.empty();
        }
        try {
            var decoder = StandardCharsets.US_ASCII.newDecoder();
            return Optional.of(decoder.decode(ByteBuffer.wrap(code)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
