package onecard.hal.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import onecard.hal.Face;
import onecard.hal.bio.Modality;
import onecard.hal.card.CertificateProof;
import onecard.hal.card.IssuerKey;
import onecard.hal.card.ReferenceFiles;

/// A card made of bytes: answers commands as the real one would, over any channel. Synthetic data
/// only. A command that could harm a citizen's card is remembered, so that a test can fail on it.
///
/// In the field it answers at once, as T=CL does; in a slot as T=0 does: `61xx` and GET RESPONSE,
/// `6Cxx` for a length that is not the right one. Used by one thread at a time.
public final class SimCard implements SimIcc {

    private static final HexFormat HEX = HexFormat.of();

    private static final int CERTIFICATE_FILE = 1;

    private final SimImage image;
    private final Face face;
    private final Optional<SimFault> fault;
    private final SimChip chip;
    private final Optional<SimPurse> purse;
    private final List<String> harmful = new ArrayList<>();
    private Optional<SimImage.Application> selected = Optional.empty();
    private String selectedName = "";
    private int file;
    private int shortFile;
    private byte[] waiting = new byte[0];
    private int commands;

    private SimCard(
            SimImage image,
            Face face,
            Optional<SimFault> fault,
            SimChip chip,
            Optional<SimPurse> purse) {
        this.image = image;
        this.face = face;
        this.fault = fault;
        this.chip = chip;
        this.purse = purse;
    }

    private static SimCard of(SimImage image) {
        return new SimCard(
                image, Face.CONTACTLESS, Optional.empty(), SimChip.NONE, Optional.empty());
    }

    /// A plain contactless card.
    ///
    /// @param uid 8, 14 or 20 hex digits
    public static SimCard plain(String uid) {
        return of(SimImage.plain(uid));
    }

    /// A social security card of version 1.00, 2.00 or 3.00.
    ///
    /// @param code card identification code, 32 hex digits
    /// @param generation 1 to 3
    /// @param expires YYYYMMDD; absent: the card does not say
    public static SimCard socialSecurity(String code, int generation, Optional<String> expires) {
        return of(SimImage.socialSecurity(code, generation, expires));
    }

    /// A T-Union card.
    ///
    /// @param serial 19 digits
    /// @param until YYYYMMDD
    public static SimCard tunion(String serial, String until) {
        return of(SimImage.transit(SimImage.TUNION, serial, until));
    }

    /// A City Union card; see [#tunion].
    public static SimCard cityUnion(String serial, String until) {
        return of(SimImage.transit(SimImage.CITY_UNION, serial, until));
    }

    /// A bank card: its directory, and nothing to read.
    public static SimCard bank() {
        return of(SimImage.bank());
    }

    /// A resident ID card, type B.
    ///
    /// @param serial 16 hex digits
    public static SimCard idCard(String serial) {
        return of(SimImage.idCard(serial));
    }

    /// The same card by its contacts, or in the field.
    public SimCard through(Face side) {
        return new SimCard(image, side, fault, chip, purse);
    }

    public SimCard failing(SimFault wrong) {
        return new SimCard(image, face, Optional.of(wrong), chip, purse);
    }

    /// With another card's applications on it too, its purse among them.
    public SimCard and(SimCard other) {
        return new SimCard(image.and(other.image), face, fault, chip, purse.or(() -> other.purse));
    }

    /// A social security card whose holder's file names a citizen; closed on a third generation.
    ///
    /// @param number as written, 18 characters
    public SimCard holder(String number) {
        return holding(image.holder(number));
    }

    /// A social security card with a record written anew, as a province or a slip may do it.
    ///
    /// @param hex tag, length and value
    public SimCard record(int ofFile, int number, String hex) {
        return holding(
                image.with(SimImage.SSSE, image.socialSecurity().record(ofFile, number, hex)));
    }

    /// A social security card that reveals other bytes on SELECT.
    public SimCard revealing(String hex) {
        return holding(image.with(SimImage.SSSE, image.socialSecurity().revealing(hex)));
    }

    private SimCard holding(SimImage other) {
        return new SimCard(other, face, fault, chip, purse);
    }

    /// A social security card whose chip holds keys derived from its issuer's; with the published
    /// one a [SimModule] takes it for genuine, with another it is a forgery.
    public SimCard keyed(IssuerKey issuers) {
        return new SimCard(image, face, fault, chip.keyed(issuers), purse);
    }

    /// A card with the certificate application, which signs without a PIN.
    ///
    /// @param certificate X.509, DER
    /// @param signer SM3withSM2 by its key: challenge in, r and s out
    public SimCard certified(byte[] certificate, UnaryOperator<byte[]> signer) {
        var application =
                SimImage.Application.empty("").binary(CERTIFICATE_FILE, HEX.formatHex(certificate));
        return new SimCard(
                image.with(CertificateProof.SIMULATED, application),
                face,
                fault,
                chip.certified(signer),
                purse);
    }

    /// A card that carries this to compare its holder with, beside what it carries already.
    public SimCard carrying(Modality modality, byte[] reference) {
        return carryingFile(
                modality, "%04x".formatted(reference.length) + HEX.formatHex(reference));
    }

    /// The same by the bytes of the file, as a slip may write it.
    public SimCard carryingFile(Modality modality, String hex) {
        var application =
                image.applications()
                        .getOrDefault(ReferenceFiles.SIMULATED, SimImage.Application.empty(""))
                        .binary(ReferenceFiles.file(modality), hex);
        return holding(image.with(ReferenceFiles.SIMULATED, application));
    }

    /// A City Union card with a purse in that application. The purse is the card's memory: it is
    /// the same one through either face, and whatever fails. Only while it is selected are its
    /// commands no harm.
    public SimCard purse(SimPurse holding) {
        return new SimCard(image, face, fault, chip, Optional.of(holding));
    }

    @Override
    public byte[] atr() {
        return HEX.parseHex(
                switch (face) {
                    case CONTACTLESS -> image.fieldAtr();
                    case CONTACT -> image.slotAtr();
                });
    }

    /// What the card answers; data and two status bytes.
    @Override
    public byte[] answer(byte[] command) {
        var honest = honest(command);
        int number = commands++;
        if (fault.isEmpty()) {
            return honest;
        }
        return switch (fault.get()) {
            case SimFault.WrongStatus(var at, var status) -> number == at ? status(status) : honest;
            case SimFault.WrongLength(var at, var bytes) -> {
                if (number != at) {
                    yield honest;
                }
                var wrong = Arrays.copyOf(Arrays.copyOf(honest, honest.length - 2), bytes + 2);
                System.arraycopy(honest, honest.length - 2, wrong, bytes, 2);
                yield wrong;
            }
            case SimFault.Delay(var from, var each) -> {
                if (number >= from) {
                    LockSupport.parkNanos(each.toNanos());
                }
                yield honest;
            }
            case SimFault.EndlessMore(var from) -> number >= from ? status(0x6110) : honest;
        };
    }

    private byte[] honest(byte[] command) {
        if (command.length < 4) {
            return status(0x6700);
        }
        int cla = command[0] & 0xff;
        int ins = command[1] & 0xff;
        if (cla == 0xff && ins == 0xca) {
            return face == Face.CONTACTLESS ? ok(HEX.parseHex(image.uid())) : status(0x6A81);
        }
        if (!image.idSerial().isEmpty()) {
            return ins == 0x36 ? ok(HEX.parseHex(image.idSerial())) : status(0x6D00);
        }
        if (purse.isPresent() && selectedName.equals(SimImage.CITY_UNION) && cla == 0x80) {
            return purse(purse.get(), command);
        }
        if (ins != 0xC0) {
            purse.ifPresent(SimPurse::forget); // and by SELECT, without which nothing goes on
        }
        return switch (ins) {
            case 0xA4 -> select(command);
            case 0x88 -> authenticate(command);
            case 0xB0 -> binary(command);
            case 0xB2 -> record(command);
            case 0xC0 -> waiting.length > 0 ? sized(waiting, command) : status(0x6985);
            case 0x20, 0x24, 0xA8, 0xD6, 0xDC, 0x50, 0x54, 0x82 -> {
                harmful.add(HEX.formatHex(command, 0, 4));
                yield status(0x6985);
            }
            default -> status(0x6D00);
        };
    }

    /// Power went: selections are forgotten.
    @Override
    public void reset() {
        selected = Optional.empty();
        selectedName = "";
        file = 0;
        shortFile = 0;
        waiting = new byte[0];
        commands = 0;
    }

    /// Commands it should never have been sent, first four bytes each.
    public List<String> harmful() {
        return List.copyOf(harmful);
    }

    private byte[] select(byte[] command) {
        int length = command.length > 4 ? command[4] & 0xff : 0;
        if (command.length < 5 + length) {
            return status(0x6700);
        }
        var name = HEX.formatHex(command, 5, 5 + length);
        if (command[2] == 0x04) {
            selected = Optional.ofNullable(image.applications().get(name));
            selectedName = selected.isPresent() ? name : "";
            file = 0;
            shortFile = 0;
            return selected.map(found -> revealed(found, command, length)).orElse(status(0x6A82));
        }
        boolean found =
                length == 2
                        && selected.filter(
                                        application ->
                                                application
                                                        .records()
                                                        .containsKey(HexFormat.fromHexDigits(name)))
                                .isPresent();
        file = found ? HexFormat.fromHexDigits(name) : 0;
        return status(found ? 0x9000 : 0x6A82);
    }

    /// T=0 has no command with data and a length: what there is to tell waits.
    private byte[] revealed(SimImage.Application application, byte[] command, int length) {
        waiting = HEX.parseHex(application.reveals());
        if (face == Face.CONTACT) {
            return status(waiting.length > 0 ? 0x6100 | waiting.length : 0x9000);
        }
        return command.length > 5 + length ? ok(waiting) : status(0x9000);
    }

    private byte[] record(byte[] command) {
        if (selected.isEmpty() || file == 0) {
            return status(0x6985);
        }
        if (selected.get().closed().contains(file)) {
            return status(0x6982);
        }
        var record = selected.get().records().getOrDefault(file, Map.of()).get(command[2] & 0xff);
        return record == null ? status(0x6A83) : sized(HEX.parseHex(record), command);
    }

    /// What the chip proves waits for GET RESPONSE by T=0, as everything does.
    private byte[] authenticate(byte[] command) {
        int length = command.length > 4 ? command[4] & 0xff : 0;
        if (command.length < 5 + length) {
            return status(0x6700);
        }
        var proof =
                chip.authenticate(
                        selectedName,
                        image.slotAtr(),
                        image.code(),
                        Arrays.copyOfRange(command, 5, 5 + length));
        if (proof.isEmpty()) {
            return status(0x6A88);
        }
        waiting = proof.get();
        return face == Face.CONTACT ? status(0x6100 | waiting.length) : ok(waiting);
    }

    /// A balance is there to be read; the rest is answered to data, and by T=0 waits.
    private byte[] purse(SimPurse own, byte[] command) {
        boolean sends = command[1] != 0x5C;
        int length = sends && command.length > 4 ? command[4] & 0xff : 0;
        if (sends && command.length < 5 + length) {
            return status(0x6700);
        }
        var data = sends ? Arrays.copyOfRange(command, 5, 5 + length) : new byte[0];
        var reply = own.reply(Arrays.copyOf(command, 4), data);
        if (reply.status() != 0x9000) {
            return status(reply.status());
        }
        if (!sends) {
            return sized(reply.data(), command);
        }
        waiting = reply.data();
        return face == Face.CONTACT ? status(0x6100 | waiting.length) : ok(waiting);
    }

    /// From the start of a file by its short id, or from within the one that was read last; fewer
    /// bytes than are left are given as asked.
    private byte[] binary(byte[] command) {
        boolean named = (command[2] & 0x80) != 0;
        shortFile = named ? command[2] & 0x1f : shortFile;
        int from = named ? command[3] & 0xff : (command[2] & 0x7f) << 8 | command[3] & 0xff;
        if (selected.isEmpty() || !selected.get().binaries().containsKey(shortFile)) {
            return status(0x6A82);
        }
        var whole = HEX.parseHex(selected.get().binaries().get(shortFile));
        if (from >= whole.length) {
            return status(0x6B00);
        }
        var bytes = Arrays.copyOfRange(whole, from, whole.length);
        int wanted = command.length > 4 ? command[4] & 0xff : 0;
        return wanted > 0 && wanted < bytes.length
                ? ok(Arrays.copyOf(bytes, wanted))
                : sized(bytes, command);
    }

    /// The whole of it if that is what was asked for, else how long it is.
    private byte[] sized(byte[] bytes, byte[] command) {
        int wanted = command.length > 4 ? command[4] & 0xff : 0;
        boolean fits = wanted == bytes.length || wanted == 0 && face == Face.CONTACTLESS;
        return fits ? ok(bytes) : status(0x6C00 | bytes.length);
    }

    private static byte[] ok(byte[] data) {
        var answer = Arrays.copyOf(data, data.length + 2);
        answer[data.length] = (byte) 0x90;
        return answer;
    }

    private static byte[] status(int words) {
        return new byte[] {(byte) (words >> 8), (byte) words};
    }
}
