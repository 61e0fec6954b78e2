package onecard.edge.store.journal;

/// How much of its room the journal has used, and what may still come: the smaller of what the
/// site file allows it and what the disk has.
///
/// @param usedBytes of the database file, free pages not counted
/// @param limitBytes by the site file
/// @param diskFreeBytes beside the journal and its ballast
public record JournalRoom(long usedBytes, long limitBytes, long diskFreeBytes) {

    /// Time to act, long before the first refusal.
    static final int NEARLY_FULL_PERCENT = 80;

    /// A disk with less is nearly full whoever filled it: the write-ahead log and the pages behind
    /// it take half of that in a busy hour.
    static final long DISK_LOW_BYTES = 16L << 20;

    /// Share in use of all the journal can ever have here, 0..100.
    public int percent() {
        long reach = Math.min(limitBytes, usedBytes + diskFreeBytes);
        return reach <= 0 ? 100 : (int) Math.min(100, usedBytes * 100 / reach);
    }

    public boolean nearlyFull() {
        return percent() >= NEARLY_FULL_PERCENT || diskFreeBytes < DISK_LOW_BYTES;
    }

    /// For the alarm: what is used, what is allowed, what is left on the disk.
    public String text() {
        return "journal "
                + megabytes(usedBytes)
                + " of "
                + megabytes(limitBytes)
                + " MB, disk "
                + megabytes(diskFreeBytes)
                + " MB free";
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }
}
