/// What people do to the sender, each act once and on record.
@NullMarked
package id.balas.sender.acts;

import org.jspecify.annotations.NullMarked;
