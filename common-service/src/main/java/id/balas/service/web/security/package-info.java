/// Who may call the services behind the front door.
@NullMarked
package id.balas.service.web.security;

import org.jspecify.annotations.NullMarked;
