package onecard.edge.match.face;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes so much of ONNX as the nets of tests are made of: float tensors, named nodes, integers
/// and one opset. The numbers of the fields are of onnx.proto.
final class OnnxWriter {

    private static final int IR_VERSION = 7;
    private static final int OPSET = 13;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;

    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

    OnnxWriter input(String name, long... shape) {
        return message(graph, 11, value(name, FLOAT, shape));
    }

    OnnxWriter output(String name, long... shape) {
        return message(graph, 12, value(name, FLOAT, shape));
    }

    /// Of whole numbers: no net for us.
    OnnxWriter wholeOutput(String name, long... shape) {
        return message(graph, 12, value(name, INT64, shape));
    }

    OnnxWriter tensor(String name, float[] values, long... shape) {
        var raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return message(graph, 5, tensor(name, FLOAT, raw.array(), shape));
    }

    OnnxWriter wholes(String name, long... values) {
        var raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return message(graph, 5, tensor(name, INT64, raw.array(), values.length));
    }

    /// @param inputs separated by blanks
    OnnxWriter node(String type, String inputs, String output, Attribute... attributes) {
        var node = new ByteArrayOutputStream();
        for (var input : inputs.split(" ")) {
            text(node, 1, input);
        }
        text(node, 2, output);
        text(node, 4, type);
        for (var attribute : attributes) {
            var bytes = new ByteArrayOutputStream();
            text(bytes, 1, attribute.name);
            for (long value : attribute.values) {
                whole(bytes, attribute.many ? 8 : 3, value);
            }
            whole(bytes, 20, attribute.many ? ATTRIBUTE_INTS : ATTRIBUTE_INT);
            message(node, 5, bytes);
        }
        return message(graph, 1, node);
    }

    record Attribute(String name, boolean many, long... values) {
        static Attribute of(String name, long value) {
            return new Attribute(name, false, value);
        }

        static Attribute many(String name, long... values) {
            return new Attribute(name, true, values);
        }
    }

    byte[] bytes() {
        var model = new ByteArrayOutputStream();
        whole(model, 1, IR_VERSION);
        text(model, 2, "onecard tests");
        text(graph, 2, "made");
        message(model, 7, graph);
        var opset = new ByteArrayOutputStream();
        whole(opset, 2, OPSET);
        message(model, 8, opset);
        return model.toByteArray();
    }

    private static ByteArrayOutputStream tensor(String name, int type, byte[] raw, long... shape) {
        var tensor = new ByteArrayOutputStream();
        for (long each : shape) {
            whole(tensor, 1, each);
        }
        whole(tensor, 2, type);
        text(tensor, 8, name);
        bytes(tensor, 9, raw);
        return tensor;
    }

    /// @param shape below 0: left open
    private static ByteArrayOutputStream value(String name, int type, long... shape) {
        var dimensions = new ByteArrayOutputStream();
        for (long each : shape) {
            var dimension = new ByteArrayOutputStream();
            if (each < 0) {
                text(dimension, 2, "n");
            } else {
                whole(dimension, 1, each);
            }
            bytes(dimensions, 1, dimension.toByteArray());
        }
        var tensor = new ByteArrayOutputStream();
        whole(tensor, 1, type);
        bytes(tensor, 2, dimensions.toByteArray());
        var kind = new ByteArrayOutputStream();
        bytes(kind, 1, tensor.toByteArray());
        var value = new ByteArrayOutputStream();
        text(value, 1, name);
        bytes(value, 2, kind.toByteArray());
        return value;
    }

    private OnnxWriter message(ByteArrayOutputStream to, int field, ByteArrayOutputStream message) {
        bytes(to, field, message.toByteArray());
        return this;
    }

    private static void text(ByteArrayOutputStream to, int field, String text) {
        bytes(to, field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(ByteArrayOutputStream to, int field, byte[] bytes) {
        varint(to, (long) field << 3 | 2);
        varint(to, bytes.length);
        to.writeBytes(bytes);
    }

    private static void whole(ByteArrayOutputStream to, int field, long value) {
        varint(to, (long) field << 3);
        varint(to, value);
    }

    private static void varint(ByteArrayOutputStream to, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            to.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        to.write((int) rest);
    }
}
