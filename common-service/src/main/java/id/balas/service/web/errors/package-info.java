/// Turns every failure of a request into a problem document.
@NullMarked
package id.balas.service.web.errors;

import org.jspecify.annotations.NullMarked;
