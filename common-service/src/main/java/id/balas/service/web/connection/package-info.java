/// Limits of HTTP connections: slow clients cannot hold them. See docs/front-door.md.
@NullMarked
package id.balas.service.web.connection;

import org.jspecify.annotations.NullMarked;
