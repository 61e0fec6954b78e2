package onecard.edge.lists;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.words.Message;
import onecard.words.Words;

/// Reads RFC 4180 rows one at a time, from strangers: bounded, and told where each field stands.
final class Csv {

    /// Longer than any honest row.
    static final int ROW_CHARS_MAX = 4_096;

    /// @param line where the row begins, from 1
    /// @param columns where each field begins, from 1
    record Row(long line, List<String> fields, List<Integer> columns) {}

    /// A text that is not CSV.
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;
        final transient Words what;
        final long line;
        final int column;

        /// @param what in both languages; the exception's own message is the English one
        Malformed(long line, int column, Words what) {
            super(what.en());
            this.what = what;
            this.line = line;
            this.column = column;
        }
    }

    private final Reader in;
    private final char[] block = new char[8_192];
    private int at;
    private int filled;
    private boolean ended;
    private long line = 1;
    private int column;

    Csv(Reader in) {
        this.in = in;
    }

    /// The next row; empty at the end. Blank lines are passed over.
    Optional<Row> next() throws IOException {
        while (peek() == '\n' || peek() == '\r') {
            take();
        }
        if (peek() < 0) {
            return Optional.empty();
        }
        long first = line;
        var fields = new ArrayList<String>();
        var columns = new ArrayList<Integer>();
        int chars = 0;
        while (true) {
            columns.add(column + 1);
            var field = peek() == '"' ? quoted() : plain();
            chars += field.length() + 1;
            if (chars > ROW_CHARS_MAX) {
                throw new Malformed(first, column, Message.CSV_ROW_LONG.with(ROW_CHARS_MAX));
            }
            fields.add(field);
            int end = peek();
            if (end == ',') {
                take();
            } else if (end < 0 || end == '\n' || end == '\r') {
                return Optional.of(new Row(first, fields, columns));
            } else {
                throw new Malformed(line, column + 1, Message.CSV_QUOTE_COMMA.with());
            }
        }
    }

    private String plain() throws IOException {
        var field = new StringBuilder();
        while (peek() >= 0 && peek() != ',' && peek() != '\n' && peek() != '\r') {
            if (peek() == '"') {
                throw new Malformed(line, column + 1, Message.CSV_QUOTE_BEGIN.with());
            }
            append(field, take());
        }
        return field.toString();
    }

    private String quoted() throws IOException {
        var field = new StringBuilder();
        take();
        while (true) {
            if (peek() < 0) {
                throw new Malformed(line, column, Message.CSV_QUOTE_END.with());
            }
            char c = take();
            if (c == '"') {
                if (peek() != '"') {
                    return field.toString();
                }
                take();
            }
            append(field, c);
        }
    }

    private void append(StringBuilder field, char c) throws Malformed {
        if (field.length() >= ROW_CHARS_MAX) {
            throw new Malformed(line, column, Message.CSV_FIELD_LONG.with(ROW_CHARS_MAX));
        }
        field.append(c);
    }

    /// The next character; negative at the end.
    private int peek() throws IOException {
        if (at == filled && !ended) {
            at = 0;
            filled = Math.max(0, in.read(block));
            ended = filled == 0;
        }
        return ended ? -1 : block[at];
    }

    private char take() {
        char c = block[at++];
        if (c == '\n') {
            line++;
            column = 0;
        } else {
            column++;
        }
        return c;
    }
}
