package onecard.hal.serial;

import java.nio.file.Path;
import java.time.Duration;
import onecard.hal.linux.DeviceException;
import onecard.hal.linux.DeviceFile;
import onecard.hal.linux.DeviceThread;
import onecard.hal.linux.Libc;

/// One tty, raw, 8-N-1: a UART, or a USB device of class CDC, which ignores the baud rate. Named
/// by a path that survives re-plugging, such as `/dev/serial/by-id/..`.
///
/// Read and written by one thread; [#close] may come from any and ends a blocked call at once.
/// Nobody else gets the device meanwhile: it is locked, as other serial programs do it.
///
/// Source: termios(3).
final class SerialPort implements DeviceThread.Device {

    private final DeviceFile file;

    private SerialPort(DeviceFile file) {
        this.file = file;
    }

    /// Opens the device and forgets what it said before.
    ///
    /// @param baud 9600 to 921600, one the C library knows
    /// @throws DeviceException when it is absent, in use, not ours to open, or no tty
    static SerialPort open(Path device, int baud) throws DeviceException {
        return new SerialPort(
                DeviceFile.open(
                        device,
                        Libc.O_RDWR | Libc.O_NOCTTY,
                        fd -> setUp(device, fd, baud),
                        // Else close waits up to 30 s for bytes that a stuck device does not take.
                        Libc::tcflush));
    }

    private static void setUp(Path device, int fd, int baud) throws DeviceException {
        int locked = Libc.flock(fd, Libc.LOCK_EX_NB);
        if (locked < 0) {
            throw DeviceException.of(device, "in use by another", locked);
        }
        Termios.raw(device, fd, baud);
        Libc.tcflush(fd);
    }

    /// The path it was opened by.
    Path device() {
        return file.device();
    }

    /// Waits for bytes.
    ///
    /// @return how many came, 0 when none did within `wait`
    /// @throws DeviceException when the device was unplugged or the port closed
    int read(byte[] into, Duration wait) throws DeviceException {
        return file.read(into, wait);
    }

    /// Hands all bytes to the line.
    ///
    /// @throws DeviceException also when the device does not take them within 1 s
    void write(byte[] bytes) throws DeviceException {
        file.write(bytes);
    }

    /// Another speed; what is under way in either direction is lost.
    void baud(int baud) throws DeviceException {
        file.use(
                fd -> {
                    Termios.raw(device(), fd, baud);
                    Libc.tcflush(fd);
                });
    }

    /// Forgets what came and was not read, and what was written and not sent.
    void discard() throws DeviceException {
        file.use(Libc::tcflush);
    }

    /// Idempotent. A call blocked in another thread ends with a [DeviceException].
    @Override
    public void close() {
        file.close();
    }
}
