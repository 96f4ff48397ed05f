/// What a channel stores: messages, their states and ids, files and contacts.
@NullMarked
package id.balas.fakewhapi.model;

import org.jspecify.annotations.NullMarked;
