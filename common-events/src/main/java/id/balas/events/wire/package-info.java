/// How a record is transported: its topic, its JSON and its headers.
@NullMarked
package id.balas.events.wire;

import org.jspecify.annotations.NullMarked;
