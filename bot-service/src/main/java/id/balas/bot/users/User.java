package id.balas.bot.users;

/// A user of auth-service. `role` is `admin` or `karyawan`. One who is disabled or deleted is gone.
public record User(String username, String name, String role, boolean gone) {}
