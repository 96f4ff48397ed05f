/// The provider's JSON as [id.balas.events.Content]: the one place that knows its message types.
@NullMarked
package id.balas.whapi.content;

import org.jspecify.annotations.NullMarked;
