package id.balas.system.load.figures;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The report as one page that needs no network and no script.
public final class HtmlReport {

  private static final int WIDTH = 520;
  private static final int BAR = 18;
  private static final int LABELS = 190;
  private static final List<String> COLORS =
      List.of(
          "#0b6e4f", "#3b82c4", "#d98e04", "#8a4fa3", "#b23a48", "#5c6b73", "#4f9d69", "#8c6d1f",
          "#1f2d5c");

  private final RunFigures run;

  public HtmlReport(RunFigures run) {
    this.run = run;
  }

  public String page() {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <title>Balas under load</title>
    <style>
    body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1b2420 }
    table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums }
    th, td { padding: .25rem .7rem; border-bottom: 1px solid #dde3df; text-align: right }
    th:first-child, td:first-child { text-align: left }
    .sql { text-align: left; font: 12px monospace; max-width: 48rem; overflow-wrap: anywhere }
    svg { max-width: 100%%; height: auto }
    </style>
    <h1>Balas under load</h1>
    <p>%s, <code>%s</code>, on %s. %s</p>
    <h2>Steps</h2>
    %s
    <h2>Latency from the time a message was due, ms</h2>
    %s
    <h2>CPU time per message, ms</h2>
    %s
    %s
    <h2>What each message costs</h2>
    %s
    <h2>Records per message by topic</h2>
    %s
    <h2>Resident memory, MB</h2>
    %s
    <h2>Statements that took PostgreSQL longest</h2>
    %s
    </html>
    """
        .formatted(
            escape(run.at()),
            escape(run.command()),
            escape(run.machine()),
            escape(run.warmUp()),
            steps(),
            latencies(),
            svg(""),
            cpu(),
            costs(),
            perMessage(step -> step.cost().records(), "%.2f"),
            perMessage(step -> step.residentMegabytes(), "%.0f"),
            statements());
  }

  private String steps() {
    var rows =
        new StringBuilder(
            "<table><tr><th>step<th>messages<th>taken/s<th>answered/s<th>503<th>failed<th>longest call, ms<th>lost<th>doubled<th>reordered<th>lag at the end");
    for (StepFigures step : run.steps()) {
      rows.append(
          "<tr><td>%s<td>%d<td>%.0f<td>%.0f<td>%d<td>%d<td>%.0f<td>%d<td>%d<td>%d<td>%d"
              .formatted(
                  escape(step.name()),
                  step.messages(),
                  step.taken(),
                  step.answered(),
                  step.responses().overloaded(),
                  step.responses().failed(),
                  step.responses().longestMillis(),
                  step.verdict().lost(),
                  step.verdict().doubled(),
                  step.verdict().reordered(),
                  step.lag().values().stream().mapToLong(Long::longValue).sum()));
    }
    return rows.append("</table>").toString();
  }

  private String latencies() {
    var rows = new StringBuilder("<table><tr><th>step<th>stage<th>p50<th>p95<th>p99<th>longest");
    for (StepFigures step : run.steps()) {
      step.stages()
          .forEach((stage, latency) ->
              rows.append(
                  "<tr><td>%s<td>%s<td>%.1f<td>%.1f<td>%.1f<td>%.0f"
                      .formatted(
                          escape(step.name()),
                          escape(stage),
                          latency.p50(),
                          latency.p95(),
                          latency.p99(),
                          latency.max())));
    }
    return rows.append("</table>").toString();
  }

  /// The CPU time of a message, as an SVG image.
  public String chart() {
    return svg("xmlns=\"http://www.w3.org/2000/svg\" ");
  }

  // One bar per step, one colour per process.
  private String svg(String namespace) {
    List<String> names = names(step -> step.cost().cpuMillis());
    double most =
        run.steps().stream()
            .mapToDouble(step ->
                step.cost().cpuMillis().values().stream().mapToDouble(Double::doubleValue).sum())
            .max()
            .orElse(1);
    var svg = new StringBuilder();
    int y = 24;
    for (StepFigures step : run.steps()) {
      svg.append("<text x=\"0\" y=\"%d\">%s</text>".formatted(y + 13, escape(step.name())));
      double x = LABELS;
      for (int i = 0; i < names.size(); i++) {
        double width = step.cost().cpuMillis().getOrDefault(names.get(i), 0.0) / most * WIDTH;
        svg.append(
            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"><title>%s</title></rect>"
                .formatted(x, y, width, BAR, COLORS.get(i % COLORS.size()), escape(names.get(i))));
        x += width;
      }
      y += BAR + 8;
    }
    var legend = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      legend.append(
          "<text x=\"%d\" y=\"14\" fill=\"%s\">%s</text>"
              .formatted(
                  i * width() / names.size(), COLORS.get(i % COLORS.size()), escape(names.get(i))));
    }
    return """
    <svg %sviewBox="0 0 %d %d" role="img" aria-label="CPU time per message and process">
    <style>text { font: 11px system-ui, sans-serif }</style>
    <rect width="100%%" height="100%%" fill="#fff"/>
    %s%s
    </svg>
    """
        .formatted(namespace, width(), y, legend, svg);
  }

  private static int width() {
    return LABELS + WIDTH + 60;
  }

  private String cpu() {
    return perMessage(step -> step.cost().cpuMillis(), "%.2f");
  }

  private String costs() {
    var rows =
        new StringBuilder(
            "<table><tr><th>step<th>CPU ms without fake and generator<th>context switches<th>transactions<th>statements<th>rows<th>WAL bytes<th>table bytes<th>log bytes");
    for (StepFigures step : run.steps()) {
      StepFigures.Cost used = step.cost();
      rows.append(
          "<tr><td>%s<td>%.2f<td>%.1f<td>%.1f<td>%.1f<td>%.1f<td>%.0f<td>%.0f<td>%.0f"
              .formatted(
                  escape(step.name()),
                  used.judgedCpuMillis(),
                  used.contextSwitches(),
                  used.transactions(),
                  used.statements(),
                  used.rows(),
                  used.walBytes(),
                  used.tableBytes(),
                  used.logBytes().values().stream().mapToDouble(Double::doubleValue).sum()));
    }
    return rows.append("</table>").toString();
  }

  private String statements() {
    var rows =
        new StringBuilder(
            "<table><tr><th>step<th>calls per message<th>ms per message<th>statement");
    for (StepFigures step : run.steps()) {
      for (StepFigures.Statement each : step.cost().costliest()) {
        rows.append(
            "<tr><td>%s<td>%.3f<td>%.3f<td class=\"sql\">%s"
                .formatted(
                    escape(step.name()),
                    each.calls(),
                    each.millis(),
                    escape(each.text().replaceAll("\\s+", " "))));
      }
    }
    return rows.append("</table>").toString();
  }

  private interface Columns {
    Map<String, ? extends Number> of(StepFigures step);
  }

  private List<String> names(Columns columns) {
    return List.copyOf(
        run.steps().stream()
            .flatMap(step -> columns.of(step).keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private String perMessage(Columns columns, String format) {
    List<String> names = names(columns);
    var rows = new StringBuilder("<table><tr><th>step");
    names.forEach(name -> rows.append("<th>").append(escape(name)));
    for (StepFigures step : run.steps()) {
      rows.append("<tr><td>").append(escape(step.name()));
      Map<String, ? extends Number> values = columns.of(step);
      for (String name : names) {
        Number value = values.get(name);
        rows.append("<td>").append(value == null ? "" : format.formatted(value.doubleValue()));
      }
    }
    return rows.append("</table>").toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
