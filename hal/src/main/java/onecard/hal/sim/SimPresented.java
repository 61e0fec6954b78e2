package onecard.hal.sim;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onecard.hal.bio.Sample;

/// What is before a simulated sensor of persons.
sealed interface SimPresented {

    record Nobody() implements SimPresented {}

    /// @param looks what captures give, in turn and again from the first; may be none
    record Person(List<Sample> looks, Set<ByteBuffer> known) implements SimPresented {}

    /// Somebody of whom it sees too little.
    record Blurred() implements SimPresented {}

    /// A copy of a person.
    record Copy(Person person) implements SimPresented {}

    static Person person(Sample... looks) {
        var known = new HashSet<ByteBuffer>();
        var copies = Arrays.stream(looks).map(SimPresented::copy).toList();
        copies.forEach(look -> known.add(bytes(look)));
        return new Person(copies, Set.copyOf(known));
    }

    static Sample copy(Sample sample) {
        return switch (sample) {
            case Sample.Picture(var colour, int width, int height, var bytes, var dpi) ->
                    new Sample.Picture(colour, width, height, bytes.clone(), dpi);
            case Sample.Template(var format, var bytes) ->
                    new Sample.Template(format, bytes.clone());
            case Sample.Embedding(var by, var numbers) -> new Sample.Embedding(by, numbers.clone());
        };
    }

    static ByteBuffer bytes(Sample sample) {
        return switch (sample) {
            case Sample.Picture picture -> ByteBuffer.wrap(picture.bytes().clone());
            case Sample.Template template -> ByteBuffer.wrap(template.bytes().clone());
            case Sample.Embedding(_, var numbers) -> {
                var all = ByteBuffer.allocate(numbers.length * Float.BYTES);
                all.asFloatBuffer().put(numbers);
                yield all;
            }
        };
    }
}
