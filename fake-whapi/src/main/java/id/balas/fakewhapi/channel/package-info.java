/// A WhatsApp number of ours: health, echoes, contacts and lists.
@NullMarked
package id.balas.fakewhapi.channel;

import org.jspecify.annotations.NullMarked;
