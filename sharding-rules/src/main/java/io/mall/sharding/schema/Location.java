package io.mall.sharding.schema;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/** Where a folder of texts lies: a path, or {@code classpath:} and a resource. */
record Location(String name) {

  private static final String CLASSPATH = "classpath:";

  /** The texts below this folder whose names end as given, by their path within it, sorted. */
  NavigableMap<String, String> texts(String ending) {
    try {
      return texts(name.startsWith(CLASSPATH) ? resource() : Path.of(name).toUri().toURL(), ending);
    } catch (IOException | URISyntaxException e) {
      throw unreadable(e);
    }
  }

  static NavigableMap<String, String> texts(URL folder, String ending)
      throws IOException, URISyntaxException {
    NavigableMap<String, String> texts = new TreeMap<>();
    if (folder.openConnection() instanceof JarURLConnection jar) {
      addEntries(jar, ending, texts);
    } else {
      addFiles(Path.of(folder.toURI()), ending, texts);
    }
    return texts;
  }

  private static void addFiles(Path folder, String ending, NavigableMap<String, String> texts)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(ending)).toList()) {
        texts.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
  }

  /** Through the jar's own entries: the only listing that works for a jar inside a jar as well. */
  private static void addEntries(
      JarURLConnection connection, String ending, NavigableMap<String, String> texts)
      throws IOException {
    connection.setUseCaches(false);
    String entryName = connection.getEntryName();
    String prefix = entryName.endsWith("/") ? entryName : entryName + "/";
    try (var jar = connection.getJarFile()) {
      for (JarEntry entry : jar.stream().toList()) {
        if (entry.getName().startsWith(prefix) && entry.getName().endsWith(ending)) {
          try (InputStream in = jar.getInputStream(entry)) {
            texts.put(
                entry.getName().substring(prefix.length()),
                new String(in.readAllBytes(), StandardCharsets.UTF_8));
          }
        }
      }
    }
  }

  private URL resource() throws IOException {
    String path = name.substring(CLASSPATH.length());
    URL url = Location.class.getClassLoader().getResource(path);
    if (url == null) {
      throw new IOException("no such resource");
    }
    return url;
  }

  private SchemaException unreadable(Exception e) {
    return new SchemaException(name + " cannot be read: " + e, e);
  }
}
