package onecard.edge.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import onecard.hal.serial.IdText;
import onecard.hal.serial.Pty;
import onecard.hal.serial.ScriptedSam;

/// A resident ID card module, and the tty it is on.
record IdModule(Pty pty, ScriptedSam sam) implements AutoCloseable {

    static IdModule at(Path link) throws IOException {
        var pty = new Pty();
        Files.createSymbolicLink(link, pty.tty());
        return new IdModule(pty, new ScriptedSam(pty, 1));
    }

    /// A card for as long as it takes to read it, laid down after a look in vain: what lies there
    /// at the first look of all is of before.
    void tap(String number) throws InterruptedException {
        sam.afterFinds(1);
        sam.lay(IdText.citizen(number).bytes());
        sam.afterFinds(2);
        sam.lift();
    }

    /// Looked for in vain until no card there counts as lying there any more: 300 ms, in looks of
    /// 80.
    void gone() throws InterruptedException {
        sam.afterFinds(6);
    }

    @Override
    public void close() {
        sam.close();
        pty.close();
    }
}
