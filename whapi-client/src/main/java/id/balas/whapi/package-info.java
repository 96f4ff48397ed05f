/// The client of the provider's API, shared by intake and sender: HTTP, answers and their meaning,
/// message lists. It knows no service.
@NullMarked
package id.balas.whapi;

import org.jspecify.annotations.NullMarked;
