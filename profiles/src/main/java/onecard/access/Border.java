package onecard.access;

import java.util.Optional;
import java.util.stream.Stream;

/// What a point leads between: in from `outer` into `inner`, and out the other way.
///
/// @param outer absent: nobody is counted there, such as the street
public record Border(Optional<Area> outer, Optional<Area> inner) {

    /// No area on either side.
    public static final Border NONE = new Border(Optional.empty(), Optional.empty());

    public Border {
        if (inner.isPresent() && inner.map(Area::name).equals(outer.map(Area::name))) {
            throw new IllegalArgumentException("both sides are " + inner.get().name());
        }
    }

    /// Those on its sides.
    public Stream<Area> areas() {
        return Stream.concat(outer.stream(), inner.stream());
    }

    /// The area that this way leads into.
    public Optional<Area> into(Direction way) {
        return way == Direction.IN ? inner : outer;
    }

    /// The area that this way leads out of.
    public Optional<Area> outOf(Direction way) {
        return way == Direction.IN ? outer : inner;
    }
}
