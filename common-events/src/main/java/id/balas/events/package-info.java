/// The records on the topics. The services share them and nothing else. A sealed interface and its
/// records share a package, so they are all here.
@NullMarked
package id.balas.events;

import org.jspecify.annotations.NullMarked;
