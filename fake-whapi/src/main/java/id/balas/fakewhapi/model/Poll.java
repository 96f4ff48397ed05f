package id.balas.fakewhapi.model;

import id.balas.fakewhapi.http.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Counts the votes of a poll. A new vote replaces the voter's earlier one.
public final class Poll {

  private Poll() {}

  public static void count(ObjectNode message, String voter, List<String> chosen) {
    int total = 0;
    for (JsonNode result : message.path("poll").path("results")) {
      ArrayNode voters = ((ObjectNode) result).withArray("voters");
      for (int i = voters.size() - 1; i >= 0; i--) {
        if (voters.get(i).asString("").equals(voter)) {
          voters.remove(i);
        }
      }
      if (chosen.contains(result.path("name").asString(""))) {
        voters.add(voter);
      }
      ((ObjectNode) result).put("count", voters.size());
      total += voters.size();
    }
    ((ObjectNode) message.path("poll")).put("total", total);
  }

  /// The option ids used in a vote.
  public static ArrayNode ids(JsonNode message, List<String> chosen) {
    ArrayNode ids = Json.array();
    for (JsonNode result : message.path("poll").path("results")) {
      if (chosen.contains(result.path("name").asString(""))) {
        ids.add(result.path("id").asString(""));
      }
    }
    return ids;
  }
}
