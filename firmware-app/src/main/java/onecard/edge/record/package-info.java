/// What is written, and what it comes to: the journal's words beside the folds that read them back
/// at a start. Whatever happened is an occurrence; [onecard.edge.record.Occurrences] has its words,
/// and [onecard.edge.record.MemoryFold] makes of all of them what the loop remembers.
@NullMarked
package onecard.edge.record;

import org.jspecify.annotations.NullMarked;
