/// The desk page and the API documentation page.
@NullMarked
package id.balas.auth.page;

import org.jspecify.annotations.NullMarked;
