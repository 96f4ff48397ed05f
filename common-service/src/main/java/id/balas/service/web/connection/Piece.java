package id.balas.service.web.connection;

import java.nio.ByteBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/// The bytes of one read from a body.
final class Piece implements ApplicationBufferHandler {

  private ByteBuffer buffer = ByteBuffer.allocate(0);

  int size() {
    return buffer.remaining();
  }

  @Override
  public void setByteBuffer(ByteBuffer other) {
    buffer = other;
  }

  @Override
  public ByteBuffer getByteBuffer() {
    return buffer;
  }

  @Override
  public void expand(int size) {}
}
