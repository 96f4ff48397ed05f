package id.balas.fakewhapi.api;

import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.model.MediaFile;
import id.balas.fakewhapi.send.FormFile;
import id.balas.fakewhapi.send.Multipart;

/// The file of a `POST /media`: from a form, as the whole body, or as JSON like in a send.
final class Upload {

  private Upload() {}

  /// Throws [ErrorResponseException] where there is no file.
  static MediaFile read(Channel channel, Call call) {
    String type = call.header("Content-type");
    if (type != null && type.startsWith("multipart/form-data")) {
      FormFile file = Multipart.read(type, call.body()).file();
      if (file == null) {
        throw Parameters.invalid("media");
      }
      return channel.media().add(file.mimeType(), file.bytes(), file.name());
    }
    Parameters.check(call.body().length > 0, "media");
    return channel.media().add(type == null ? "application/octet-stream" : type, call.body(), null);
  }
}
