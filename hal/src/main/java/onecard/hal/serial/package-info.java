/// Devices on a serial line: QR scanners, the module that reads resident ID cards, receipt
/// printers, customer displays, checkout scales, the antenna that reads the tags of plates on a
/// tray, cameras that read the plates of vehicles, fingerprint modules and vein modules.
///
/// The line is the kernel's tty, called through the C library with Java's own foreign-function
/// interface ([SerialPort]). A library such as jSerialComm does this for every operating system,
/// with a native file for each processor that it unpacks into a directory at run time. This daemon
/// runs on Linux alone, uses a dozen C calls of what such a library wraps, and talking to devices
/// is what it is there for: open, flock, termios, poll, read, write, close can be read in an
/// afternoon, and that a close ends a blocked read is ours to say. A board whose Java has no
/// linker (32-bit ARM builds without the libffi fallback) cannot have serial devices.
///
/// One platform thread a device: it opens, serves, reports lost and back, and is ended by closing
/// its port. What cuts bytes into codes ([CodeFraming]), lines ([LineFraming]) and frames
/// ([SamFraming], [CheckedFraming]), what they mean ([IdDocument], [ScaleProtocol],
/// [TagAnswer],
/// [PlateLine]), and what a receipt ([EscPosReceipt]) and a display's text ([DisplayModel]) are as
/// bytes, is pure and knows no tty.
///
/// Sources: termios(3), poll(2), tty_ioctl(4); the module's frames and layouts as reader makers
/// publish them, and their command lists of ESC/POS, CD5220 and LED8; GB 11643, GB/T 2261.1,
/// GB/T 3304.
@NullMarked
package onecard.hal.serial;

import org.jspecify.annotations.NullMarked;
