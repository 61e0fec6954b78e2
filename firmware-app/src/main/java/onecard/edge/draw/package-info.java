/// Drawings of strokes and words, as SVG and as PNG: one drawing, two ways to keep it. A drawing is
/// laid out by a table of widths, so that it is the same on every machine.
@NullMarked
package onecard.edge.draw;

import org.jspecify.annotations.NullMarked;
