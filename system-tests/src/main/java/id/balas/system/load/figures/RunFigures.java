package id.balas.system.load.figures;

import java.util.List;

/// A whole load run. `warmUp` says what was done before the first step and is in no figure.
public record RunFigures(
    String at, String command, String machine, String warmUp, List<StepFigures> steps) {}
