/// Translates the provider's JSON to [id.balas.events.value.Content]. Only this package knows the
/// provider's message types.
@NullMarked
package id.balas.whapi.content;

import org.jspecify.annotations.NullMarked;
