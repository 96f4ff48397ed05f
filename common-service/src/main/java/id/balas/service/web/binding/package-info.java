/// How queries, headers and JSON bodies become the arguments of a controller, and what is refused.
@NullMarked
package id.balas.service.web.binding;

import org.jspecify.annotations.NullMarked;
