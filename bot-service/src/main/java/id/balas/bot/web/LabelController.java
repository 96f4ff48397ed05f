package id.balas.bot.web;

import id.balas.bot.notes.Labels;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Manages the labels of chats.
@RestController
@RequestMapping("/labels")
class LabelController {

  private static final Set<String> FIELDS = Set.of("name", "color");

  private final Labels labels;

  LabelController(Labels labels) {
    this.labels = labels;
  }

  record All(List<Labels.Label> labels) {}

  @GetMapping
  All all() {
    return new All(labels.all());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Labels.Label add(HttpServletRequest request) throws IOException {
    Body body = Body.read(request.getInputStream(), FIELDS);
    String name = body.need("name", 40).strip();
    String color = color(body);
    return new Labels.Label(labels.add(name, color), name, color, 0);
  }

  @PatchMapping("/{id}")
  Labels.Label change(@PathVariable long id, HttpServletRequest request) throws IOException {
    Body body = Body.read(request.getInputStream(), FIELDS);
    String name = body.text("name", 40);
    if (!labels.change(id, name == null ? null : name.strip(), color(body))) {
      throw unknown(id);
    }
    return labels.find(id).orElseThrow(() -> unknown(id));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable long id) {
    if (!labels.delete(id)) {
      throw unknown(id);
    }
  }

  private static @Nullable String color(Body body) {
    String color = body.text("color", 7);
    if (color != null && !color.matches("#[0-9a-fA-F]{6}")) {
      throw body.bad("color", "is no color such as #2e7d32.");
    }
    return color;
  }

  private static ChatActionController.NotFound unknown(long id) {
    return new ChatActionController.NotFound("There is no label " + id + ".");
  }
}
