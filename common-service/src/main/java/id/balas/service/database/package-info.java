/// What the services share in their use of PostgreSQL: retention and the reading of columns.
@NullMarked
package id.balas.service.database;

import org.jspecify.annotations.NullMarked;
