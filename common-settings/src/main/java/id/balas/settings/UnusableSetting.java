package id.balas.settings;

public final class UnusableSetting extends RuntimeException {
  public UnusableSetting(String name, String problem, String fix) {
    super(name + " " + problem + ": " + fix + ".");
  }
}
