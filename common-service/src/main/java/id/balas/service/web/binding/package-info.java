/// Binds queries, headers and JSON bodies to the arguments of a controller, and rejects invalid
/// ones.
@NullMarked
package id.balas.service.web.binding;

import org.jspecify.annotations.NullMarked;
