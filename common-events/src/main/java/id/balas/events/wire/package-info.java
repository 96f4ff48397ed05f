/// How a record travels: its topic and its JSON.
@NullMarked
package id.balas.events.wire;

import org.jspecify.annotations.NullMarked;
