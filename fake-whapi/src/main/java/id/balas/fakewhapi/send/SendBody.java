package id.balas.fakewhapi.send;

import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.Json;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The fields of a send: from JSON, from a form with a file, or from the query with the file as
/// body.
public record SendBody(ObjectNode fields, @Nullable FormFile file) {

  private static final Set<String> NUMBERS =
      Set.of(
          "typing_time",
          "seconds",
          "recording_time",
          "width",
          "height",
          "latitude",
          "longitude",
          "count");

  public static SendBody read(Call call) {
    String type = call.header("Content-type");
    if (type != null && type.startsWith("multipart/form-data")) {
      return Multipart.read(type, call.body());
    }
    return new SendBody(call.json().deepCopy().asObject(), null);
  }

  public static SendBody ofRawFile(Call call) {
    String type = call.header("Content-type");
    ObjectNode fields = Json.object();
    call.query().forEach((name, value) -> put(fields, name, value));
    return new SendBody(
        fields,
        new FormFile(type == null ? "application/octet-stream" : type, "file", call.body()));
  }

  /// Form fields are text: converts those that must be numbers or flags.
  public static void put(ObjectNode fields, String name, String value) {
    if (NUMBERS.contains(name) && value.matches("-?\\d{1,10}(\\.\\d{1,10})?")) {
      fields.put(name, Double.parseDouble(value));
    } else if (Map.of("true", true, "false", false).containsKey(value)) {
      fields.put(name, Boolean.parseBoolean(value));
    } else if (name.equals("mentions")) {
      fields.withArray(name).add(value);
    } else {
      fields.put(name, value);
    }
  }
}
