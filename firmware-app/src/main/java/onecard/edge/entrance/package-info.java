/// What people meet at the points, as the site file has it: readers and what their chips must
/// prove, scanners, keypads, lights, each in the words of its driver, and the machines that they
/// are there for. [onecard.edge.entrance.Entrances] holds what stands there;
/// [onecard.edge.entrance.Rehearsal] taps before anybody comes.
@NullMarked
package onecard.edge.entrance;

import org.jspecify.annotations.NullMarked;
