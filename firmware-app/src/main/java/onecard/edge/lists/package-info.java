/// Lists as they are published: a signed head that names buckets by their hash, buckets of entries,
/// and the entries that are denied at once. What is published of a list of any type is made and
/// read here; what a device does with it is the business of its stores.
@NullMarked
package onecard.edge.lists;

import org.jspecify.annotations.NullMarked;
