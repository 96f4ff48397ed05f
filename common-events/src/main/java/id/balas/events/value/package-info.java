/// The values that the records on the wire consist of, such as a chat's key, a message's content
/// and an author.
@NullMarked
package id.balas.events.value;

import org.jspecify.annotations.NullMarked;
